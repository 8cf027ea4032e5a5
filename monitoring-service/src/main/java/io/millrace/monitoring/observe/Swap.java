package io.millrace.monitoring.observe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another version answers.
 *
 * @param from the version that did before; 0 for the first
 * @param at when it was seen
 */
public record Swap(int from, int to, Instant at) {

  /** So long, what is still under way is answered by either. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(1);

  /**
   * Whether it says no more than the one before.
   *
   * @param before null for none
   */
  boolean isEchoOf(@Nullable Swap before) {
    return before != null
        && Math.min(from, to) == Math.min(before.from, before.to)
        && Math.max(from, to) == Math.max(before.from, before.to)
        && at.isBefore(before.at.plus(UNDER_WAY));
  }
}
