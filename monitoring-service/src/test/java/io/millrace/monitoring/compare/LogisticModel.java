package io.millrace.monitoring.compare;

import java.util.Arrays;

/** Logistic regression of standardised numbers, by gradient descent. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogisticModel(double[] means, double[] deviations, double[] weights, double intercept) {

  private static final int STEPS = 500;
  private static final double RATE = 1;
  private static final double SHRINKING = 0.01;

  static LogisticModel of(double[][] rows, boolean[] truths) {
    int width = rows[0].length;
    double[] means = new double[width];
    double[] deviations = new double[width];
    for (int j = 0; j < width; j++) {
      int column = j;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElse(0);
      means[j] = mean;
      deviations[j] =
          Math.sqrt(
              Arrays.stream(rows)
                  .mapToDouble(row -> Math.pow(row[column] - mean, 2))
                  .average()
                  .orElse(1));
    }
    LogisticModel model = new LogisticModel(means, deviations, new double[width], 0);
    for (int step = 0; step < STEPS; step++) {
      model = model.nearer(rows, truths);
    }
    return model;
  }

  private LogisticModel nearer(double[][] rows, boolean[] truths) {
    double[] next = weights.clone();
    double level = intercept;
    for (int i = 0; i < rows.length; i++) {
      double error = ((truths[i] ? 1 : 0) - answer(rows[i])) * RATE / rows.length;
      for (int j = 0; j < next.length; j++) {
        next[j] += error * (rows[i][j] - means[j]) / deviations[j];
      }
      level += error;
    }
    for (int j = 0; j < next.length; j++) {
      next[j] -= RATE * SHRINKING * weights[j];
    }
    return new LogisticModel(means, deviations, next, level);
  }

  double answer(double[] row) {
    double sum = intercept;
    for (int j = 0; j < row.length; j++) {
      sum += weights[j] * (row[j] - means[j]) / deviations[j];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
