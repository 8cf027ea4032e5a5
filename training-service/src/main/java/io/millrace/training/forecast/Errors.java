package io.millrace.training.forecast;

import java.util.Arrays;

/** What the forecasts from each origin were off, added up over their steps. */
final class Errors {

  private final double[] counts;
  private final double[] absolute;
  private final double[] squared;
  private final double[] scaled;
  private final double[] symmetric;

  Errors(int origins) {
    counts = new double[origins];
    absolute = new double[origins];
    squared = new double[origins];
    scaled = new double[origins];
    symmetric = new double[origins];
  }

  /**
   * @param naive what the season before was off on the mean
   */
  void add(int origin, double truth, double answer, double naive) {
    double error = Math.abs(answer - truth);
    double size = Math.abs(answer) + Math.abs(truth);
    counts[origin]++;
    absolute[origin] += error;
    squared[origin] += error * error;
    scaled[origin] += error / naive;
    symmetric[origin] += size == 0 ? 0 : 2 * error / size;
  }

  Accuracy all() {
    int[] once = new int[counts.length];
    Arrays.fill(once, 1);
    return over(once);
  }

  /**
   * @param weights how often each origin counts
   */
  Accuracy over(int[] weights) {
    double count = sum(counts, weights);
    return new Accuracy(
        sum(absolute, weights) / count,
        Math.sqrt(sum(squared, weights) / count),
        sum(scaled, weights) / count,
        sum(symmetric, weights) / count);
  }

  private static double sum(double[] values, int[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] == 0 ? 0 : weights[i] * values[i];
    }
    return sum;
  }
}
