package io.millrace.monitoring.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * How the streams go on after a failure: again and again, after a pause that grows. The local copy
 * of the state is given up when it is at fault, and when nothing else has helped; the broker has it
 * all.
 */
final class Setbacks {

  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Duration FIRST = Duration.ofSeconds(1);

  /** After so long without a failure, one is the first again. */
  private static final Duration SPELL = Duration.ofMinutes(5);

  private static final int HELPLESS = 4;

  private int inARow;
  private int total;
  private @Nullable Instant last;
  private @Nullable Throwable cause;

  /**
   * @param wipe whether to restore the state from the broker
   */
  record Remedy(Duration pause, boolean wipe) {}

  synchronized Remedy add(Throwable failure, Instant now) {
    boolean isolated = last == null || last.plus(SPELL).isBefore(now);
    inARow = isolated ? 1 : inARow + 1;
    total++;
    last = now;
    cause = failure;
    Duration pause = FIRST.multipliedBy(1L << Math.min(inARow - 1, 10));
    return new Remedy(
        pause.compareTo(LONGEST) < 0 ? pause : LONGEST,
        isOfState(failure) || inARow % HELPLESS == 0);
  }

  synchronized int total() {
    return total;
  }

  /** What went wrong last, in words. */
  synchronized Optional<String> latest() {
    return Optional.ofNullable(cause).map(failure -> last + " " + root(failure));
  }

  private static boolean isOfState(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ProcessorStateException
          || t.getClass().getName().startsWith("org.rocksdb")) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
