package io.millrace.training.evaluate;

import io.millrace.problem.Metric;
import io.millrace.scoring.metric.Measure;

/**
 * By how much one model is better than another on the same rows.
 *
 * @param measure above 0 where it is better
 * @param rows how many there are
 */
public record Difference(Measure measure, int rows) {

  public static Difference of(Measured one, Measured better, Metric metric) {
    Measure theirs = one.answers().measure(metric);
    Measure ours = better.answers().measure(metric);
    return new Difference(
        metric.higherIsBetter()
            ? weights -> ours.over(weights) - theirs.over(weights)
            : weights -> theirs.over(weights) - ours.over(weights),
        better.answers().rows());
  }

  /**
   * Whether its interval lies above 0.
   *
   * @param seed of the resamples
   */
  public boolean isMoreThanChance(long seed) {
    return interval(seed).low() > 0;
  }

  PairedBootstrap.Interval interval(long seed) {
    return PairedBootstrap.of(measure, rows, seed);
  }
}
