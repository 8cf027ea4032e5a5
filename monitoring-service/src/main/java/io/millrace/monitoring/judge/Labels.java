package io.millrace.monitoring.judge;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a trial's labelled pairs.
 *
 * @param costs for metrics that are a mean over the events
 * @param looks how often the scores were compared, for other metrics
 * @param next how many pairs have a label when they are compared again
 * @param latest what came of it; null before the first time
 */
public record Labels(long count, Costs costs, int looks, long next, @Nullable Scores latest) {

  static final Labels NONE = new Labels(0, Costs.NONE, 0, PairedBootstrap.FIRST, null);

  Labels one() {
    return new Labels(count + 1, costs, looks, next, latest);
  }

  Labels costing(Costs changed) {
    return new Labels(count, changed, looks, next, latest);
  }

  Labels looked(@Nullable Scores seen) {
    long later = Math.max(next + 1, Math.round(count * PairedBootstrap.GROWTH));
    return new Labels(count, costs, looks + 1, later, seen);
  }
}
