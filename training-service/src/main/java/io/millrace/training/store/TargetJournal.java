package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.BlobStore.Tagged;
import io.millrace.training.decide.Arrived;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when a problem asks for the target that it asks for. A landed ground truth does not say of
 * what it is the truth, so those that came before are of the target before.
 */
public final class TargetJournal {

  private final BlobStore blobs;
  private final Clock clock;

  public TargetJournal(BlobStore blobs, Clock clock) {
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * A target, and which ground truths are of it.
   *
   * @param change counts, so that no content comes back
   * @param since when it was first seen; null where all ground truths are of it
   * @param labelsBefore how many had landed then
   */
  public record Target(long change, String name, @Nullable Instant since, long labelsBefore) {

    /**
     * What has landed, as far as it is of this target. Events and ground truths land by different
     * ways: a truth whose event has not landed does not count yet.
     */
    public Arrived of(Arrived all) {
      long labels = Math.clamp(all.labels() - labelsBefore, 0, all.rows());
      return new Arrived(all.asset(), all.rows(), labels);
    }
  }

  /**
   * The target as it is kept, which is changed where the problem asks for another.
   *
   * @param before what the newest model of an earlier Millrace predicts, if any
   */
  public Target current(
      ProblemName problem, String name, Arrived arrived, Optional<String> before) {
    String path = "problems/%s/target.json".formatted(problem);
    while (true) {
      Optional<Tagged> stored = blobs.readTagged(path);
      if (stored.isEmpty()) {
        Target first =
            before.isEmpty() || before.get().equals(name)
                ? new Target(0, name, null, 0)
                : new Target(0, name, clock.instant(), arrived.labels());
        blobs.create(path, PackageJson.write(first));
        continue;
      }
      Target known = PackageJson.read(stored.get().content(), Target.class);
      if (known.name().equals(name)) {
        return known;
      }
      Target next = new Target(known.change() + 1, name, clock.instant(), arrived.labels());
      if (blobs.replace(path, stored.get().tag(), PackageJson.write(next))) {
        return next;
      }
    }
  }
}
