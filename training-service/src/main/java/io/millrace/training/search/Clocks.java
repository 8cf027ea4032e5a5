package io.millrace.training.search;

import io.millrace.problem.Search.Limits;
import java.time.Duration;

/** The limits that go by the clock, and whether the search was broken off. */
final class Clocks {

  private final long trial;
  private final long end;
  private volatile boolean brokenOff;

  private Clocks(long trial, long end) {
    this.trial = trial;
    this.end = end;
  }

  /** From now on. */
  static Clocks of(Limits limits) {
    return new Clocks(
        nanos(limits.trialTimeout().orElse(null)),
        limits.timeout().map(timeout -> System.nanoTime() + timeout.toNanos()).orElse(0L));
  }

  private static long nanos(@org.jspecify.annotations.Nullable Duration duration) {
    return duration == null ? Long.MAX_VALUE : duration.toNanos();
  }

  /**
   * Whether a trial has to end.
   *
   * @param took how long it has computed, in nanoseconds
   */
  boolean isOver(long took) {
    return brokenOff || took > trial || isOver();
  }

  /** Whether the search has to end. */
  boolean isOver() {
    return end != 0 && System.nanoTime() - end > 0;
  }

  /** Nothing under way counts any more. */
  void breakOff() {
    brokenOff = true;
  }
}
