package io.millrace.inference.load;

import io.millrace.scoring.model.Digest;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.BlobStore.Tagged;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees to it that a refusal is told once: not by each replica, not at each start. Who is to tell it
 * claims a blob, tells it, and writes that down; a claim of somebody who died is taken over.
 */
final class RefusalNews {

  private static final Duration CLAIM = Duration.ofMinutes(1);
  private static final String CLAIMED = "claimed";
  private static final String TOLD = "told";

  private final BlobStore blobs;
  private final Refusals refusals;
  private final Clock clock;

  RefusalNews(BlobStore blobs, Refusals refusals, Clock clock) {
    this.blobs = blobs;
    this.refusals = refusals;
    this.clock = clock;
  }

  /** Whose business it is to tell. */
  private enum Claim {
    MINE,
    ANOTHERS,
    TOLD
  }

  /**
   * @return whether it has been told, by this replica or another; if not, it has to be tried again
   * @throws RuntimeException where the store or the broker does not answer
   */
  boolean tell(RegisteredModel registered, String reason) {
    String path = path(registered, reason);
    return switch (claim(path, reason)) {
      case TOLD -> true;
      case ANOTHERS -> false;
      case MINE -> {
        refusals.refused(registered, reason);
        yield blobs
            .readTagged(path)
            .filter(mine -> blobs.replace(path, mine.tag(), content(TOLD, reason)))
            .isPresent();
      }
    };
  }

  private Claim claim(String path, String reason) {
    byte[] claim = content(CLAIMED, reason);
    if (blobs.create(path, claim)) {
      return Claim.MINE;
    }
    Optional<Tagged> found = blobs.readTagged(path);
    if (found.isEmpty()) {
      return Claim.ANOTHERS;
    }
    if (word(found.get()).equals(TOLD)) {
      return Claim.TOLD;
    }
    return isAbandoned(found.get()) && blobs.replace(path, found.get().tag(), claim)
        ? Claim.MINE
        : Claim.ANOTHERS;
  }

  private boolean isAbandoned(Tagged tagged) {
    String[] words = firstLine(tagged).split(" ", -1);
    try {
      return words[0].equals(CLAIMED)
          && Instant.parse(words[1]).plus(CLAIM).isBefore(clock.instant());
    } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
      return true;
    }
  }

  private static String word(Tagged tagged) {
    return firstLine(tagged).split(" ", -1)[0];
  }

  private static String firstLine(Tagged tagged) {
    String text = new String(tagged.content(), StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("");
  }

  private byte[] content(String word, String reason) {
    return "%s %s %s%n%s%n"
        .formatted(word, clock.instant(), UUID.randomUUID(), reason)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String path(RegisteredModel registered, String reason) {
    String what = registered.path() + '\n' + registered.manifestDigest() + '\n' + reason;
    String digest = Digest.of(what.getBytes(StandardCharsets.UTF_8));
    return "problems/%s/refusals/%d-%s.txt"
        .formatted(
            registered.problem(), registered.version(), digest.substring(digest.length() - 16));
  }
}
