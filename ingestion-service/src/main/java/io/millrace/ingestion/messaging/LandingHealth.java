package io.millrace.ingestion.messaging;

import io.millrace.message.Alert;
import io.millrace.message.Alert.Severity;
import io.millrace.starter.blob.BlobStoreFullException;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * What keeps landing from going on, by what it keeps. It is shown as the health of {@code landing}
 * at once; an alert tells of what lasts, of a full store at once, and of the end.
 */
@Component("landingHealthIndicator")
class LandingHealth implements HealthIndicator {

  private static final Duration LASTING = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofMinutes(10);
  private static final Duration UNSENT = Duration.ofSeconds(30);

  private final ControlPublisher publisher;
  private final Clock clock;
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  LandingHealth(ControlPublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * @param told when the last alert was sent
   */
  private record Trouble(String kind, String reason, Instant since, @Nullable Instant told) {

    boolean isDue(Instant now) {
      Instant last = told;
      return last == null
          ? kind.equals(FULL) || !now.isBefore(since.plus(LASTING))
          : !now.isBefore(last.plus(AGAIN));
    }

    Trouble toldAt(Instant now) {
      return new Trouble(kind, reason, since, now);
    }
  }

  private static final String FULL = "store-full";

  /** Something failed, and will be tried again. */
  void failed(String what, Throwable failure) {
    Throwable full = full(failure);
    if (full == null) {
      report(what, "landing-failed", said(failure));
    } else {
      report(what, FULL, said(full));
    }
  }

  /** Something cannot go on as it is. */
  void report(String what, String kind, String reason) {
    Instant now = clock.instant();
    Trouble before = troubles.get(what);
    Instant since = before == null ? now : before.since();
    Instant told = before == null || !before.kind().equals(kind) ? null : before.told();
    Trouble trouble = new Trouble(kind, reason, since, told);
    troubles.put(what, trouble);
    if (trouble.isDue(now)) {
      String text = "%s, since %s: %s".formatted(what, since, reason);
      if (LandingAlerts.attempt(publisher, LandingAlerts.of(Severity.CRITICAL, kind, text, now))) {
        troubles.put(what, trouble.toldAt(now));
      }
    }
  }

  void recovered(String what) {
    Trouble trouble = troubles.remove(what);
    if (trouble != null && trouble.told() != null) {
      Instant now = clock.instant();
      Alert alert =
          LandingAlerts.of(
              Severity.INFO,
              trouble.kind() + "-over",
              "%s: over, after %s".formatted(what, Duration.between(trouble.since(), now)),
              now);
      LandingAlerts.attempt(publisher, alert);
    }
  }

  @Override
  public Health health() {
    if (troubles.isEmpty()) {
      return Health.up().build();
    }
    Health.Builder down = Health.down();
    troubles.forEach(
        (what, trouble) ->
            down.withDetail(what, "since %s: %s".formatted(trouble.since(), trouble.reason())));
    return down.build();
  }

  private static @Nullable Throwable full(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !isFull(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The store, or the disk on which files are made for it. */
  private static boolean isFull(Throwable cause) {
    String message = cause.getMessage();
    return cause instanceof BlobStoreFullException
        || (message != null && message.contains("No space left on device"));
  }

  private static String said(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String outer = String.valueOf(failure.getMessage());
    return root == failure ? outer : outer + " (" + root + ")";
  }
}
