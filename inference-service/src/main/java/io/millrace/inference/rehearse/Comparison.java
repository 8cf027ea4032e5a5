package io.millrace.inference.rehearse;

import io.millrace.problem.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What two versions said to the same events.
 *
 * @param events that both were asked about
 * @param labelled how many of those that both answered have a known truth
 * @param agreement the share of the same labels, or the correlation of the values; null where there
 *     are too few
 * @param cut whether there were more events than are compared at a time
 */
public record Comparison(
    long events,
    long labelled,
    Metric metric,
    @Nullable Double agreement,
    Side champion,
    Side candidate,
    boolean cut) {

  /**
   * One of the two.
   *
   * @param score by the metric; null without labels, or where they leave it undefined
   * @param microsMedian a row, over the batches
   * @param micros95 the 95th percentile of the same
   * @param failures events that it had no answer to
   */
  public record Side(
      int version, @Nullable Double score, double microsMedian, double micros95, long failures) {}
}
