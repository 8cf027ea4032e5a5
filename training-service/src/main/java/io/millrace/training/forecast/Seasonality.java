package io.millrace.training.forecast;

import java.util.List;

/**
 * Finds after how many steps a series is alike: the first high peak of the autocorrelation of its
 * changes, which a slow trend does not blur (Box and Jenkins 1976, chapter 9).
 */
final class Seasonality {

  /** No season. */
  static final int NONE = 1;

  private static final int LONGEST = 1000;
  private static final int LATEST = 20_000;
  private static final int CYCLES = 3;
  private static final double WEAKEST = 0.1;
  private static final double AS_HIGH = 0.85;

  private Seasonality() {}

  /**
   * @param training values on a grid each, NaN where one is missing
   * @param longest that is looked at
   */
  static int find(List<double[]> training, int longest) {
    int most = Math.min(LONGEST, longest) + 2;
    double[] sums = new double[most];
    long[] pairs = new long[most];
    long steps = 0;
    for (double[] values : training) {
      double[] changes = changes(values);
      for (int lag = 0; lag < most && changes.length > CYCLES * lag; lag++) {
        add(changes, lag, sums, pairs);
      }
      steps = Math.max(steps, changes.length);
    }
    double[] correlation = new double[sums[0] > 0 ? (int) Math.min(most, steps / CYCLES) : 0];
    for (int lag = 0; lag < correlation.length; lag++) {
      correlation[lag] = pairs[lag] == 0 ? 0 : sums[lag] / pairs[lag] / (sums[0] / pairs[0]);
    }
    return firstHighPeak(correlation, 2 / Math.sqrt(Math.max(1, steps)));
  }

  private static int firstHighPeak(double[] correlation, double chance) {
    double highest = Math.max(WEAKEST, chance);
    for (int lag = 2; lag < correlation.length - 1; lag++) {
      if (isPeak(correlation, lag)) {
        highest = Math.max(highest, correlation[lag]);
      }
    }
    for (int lag = 2; lag < correlation.length - 1; lag++) {
      if (isPeak(correlation, lag)
          && correlation[lag] > Math.max(WEAKEST, chance)
          && correlation[lag] >= AS_HIGH * highest) {
        return lag;
      }
    }
    return NONE;
  }

  private static boolean isPeak(double[] correlation, int lag) {
    return correlation[lag] > correlation[lag - 1] && correlation[lag] >= correlation[lag + 1];
  }

  /** Of the latest values, less their mean; NaN where one is missing. */
  private static double[] changes(double[] values) {
    int first = Math.max(0, values.length - LATEST);
    double[] changes = new double[Math.max(0, values.length - first - 1)];
    double sum = 0;
    int count = 0;
    for (int i = 0; i < changes.length; i++) {
      changes[i] = values[first + i + 1] - values[first + i];
      if (!Double.isNaN(changes[i])) {
        sum += changes[i];
        count++;
      }
    }
    for (int i = 0; i < changes.length; i++) {
      changes[i] -= sum / count;
    }
    return changes;
  }

  private static void add(double[] changes, int lag, double[] sums, long[] pairs) {
    for (int i = lag; i < changes.length; i++) {
      double product = changes[i] * changes[i - lag];
      if (!Double.isNaN(product)) {
        sums[lag] += product;
        pairs[lag]++;
      }
    }
  }
}
