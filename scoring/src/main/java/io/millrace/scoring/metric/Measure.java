package io.millrace.scoring.metric;

/** A metric of some rows. */
@FunctionalInterface
public interface Measure {

  /**
   * @param weights how often each row counts, 0 or more
   * @return NaN where the rows that count leave the metric undefined
   */
  double over(int[] weights);

  /** The mean of a value that each row has by itself. */
  static Measure mean(double[] values) {
    return weights -> {
      double sum = 0;
      long rows = 0;
      for (int row = 0; row < weights.length; row++) {
        if (weights[row] > 0) {
          sum += weights[row] * values[row];
          rows += weights[row];
        }
      }
      return sum / rows;
    };
  }
}
