package io.millrace.training.train;

/**
 * Linear least squares of many outputs at once by the normal equations: the sums of products are
 * taken once, and any run of the last columns can be solved for. Without an intercept.
 */
@SuppressWarnings("ArrayRecordComponent") // sums, never compared
record LeastSquares(int width, int outputs, double[] inputs, double[] targets) {

  static LeastSquares of(TrainingSet set) {
    int width = set.width();
    int outputs = set.outputs();
    double[] inputs = new double[width * width];
    double[] targets = new double[width * outputs];
    for (int row = 0; row < set.rows(); row++) {
      for (int i = 0; i < width; i++) {
        double value = set.features()[row * width + i];
        if (value != 0) {
          for (int j = 0; j <= i; j++) {
            inputs[i * width + j] += value * set.features()[row * width + j];
          }
          for (int k = 0; k < outputs; k++) {
            targets[i * outputs + k] += value * set.targets()[row * outputs + k];
          }
        }
      }
    }
    return new LeastSquares(width, outputs, inputs, targets);
  }

  /**
   * The weights of the columns from {@code first} on: input after input, a number for each output.
   *
   * @param ridge what is added for the square of each weight
   */
  double[] solve(int first, double ridge) {
    int size = width - first;
    double[] lower = cholesky(first, size, ridge);
    double[] weights = new double[size * outputs];
    System.arraycopy(targets, first * outputs, weights, 0, weights.length);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        subtract(weights, i, lower[i * size + j], j);
      }
      divide(weights, i, lower[i * size + i]);
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int j = i + 1; j < size; j++) {
        subtract(weights, i, lower[j * size + i], j);
      }
      divide(weights, i, lower[i * size + i]);
    }
    return weights;
  }

  private void subtract(double[] weights, int from, double times, int other) {
    for (int k = 0; k < outputs; k++) {
      weights[from * outputs + k] -= times * weights[other * outputs + k];
    }
  }

  private void divide(double[] weights, int row, double by) {
    for (int k = 0; k < outputs; k++) {
      weights[row * outputs + k] /= by;
    }
  }

  private double[] cholesky(int first, int size, double ridge) {
    double[] lower = new double[size * size];
    double least = least(first);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = inputs[(first + i) * width + first + j];
        if (i == j) {
          sum += Math.max(ridge, least);
        }
        for (int k = 0; k < j; k++) {
          sum -= lower[i * size + k] * lower[j * size + k];
        }
        lower[i * size + j] = i == j ? Math.sqrt(Math.max(sum, least)) : sum / lower[j * size + j];
      }
    }
    return lower;
  }

  /** Keeps columns that say the same, or nothing, from dividing by 0. */
  private double least(int first) {
    double largest = 0;
    for (int i = first; i < width; i++) {
      largest = Math.max(largest, inputs[i * width + i]);
    }
    return Math.max(1e-9 * largest, 1e-12);
  }
}
