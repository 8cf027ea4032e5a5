package io.millrace.monitoring.observe;

import org.jspecify.annotations.Nullable;

/**
 * What was forecast of a series for a time that has not come yet.
 *
 * @param due that time, in epoch milliseconds
 * @param step of the horizon, the first being 1
 * @param low the lower end of its interval; null where it has none
 * @param high the upper end of its interval; null where it has none
 */
public record Foretold(
    long due, int step, double value, @Nullable Double low, @Nullable Double high) {

  Miss against(double actual) {
    return new Miss(
        Math.abs(actual - value),
        low == null || high == null ? null : low <= actual && actual <= high);
  }
}
