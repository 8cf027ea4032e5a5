package io.millrace.monitoring.concept;

/**
 * Errors have become more.
 *
 * @param before the mean error before the change
 * @param latest the mean error since
 * @param count how many errors there have been since
 * @param statistic of the test
 * @param threshold that it crossed
 */
public record Rise(double before, double latest, long count, double statistic, double threshold) {

  static Rise of(Tally before, Tally all, double statistic, double threshold) {
    Tally since = all.minus(before);
    return new Rise(before.mean(), since.mean(), since.count(), statistic, threshold);
  }
}
