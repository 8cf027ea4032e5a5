package io.millrace.scoring.baseline;

/**
 * The line on which points are spread the most (Pearson 1901), by iteration: the same for the same
 * points.
 */
final class PrincipalLine {

  private static final int STEPS = 100;

  private PrincipalLine() {}

  static double[] of(int rows, int width, Calibration.Probabilities points) {
    double[] mean = new double[width];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        mean[i] += points.of(row, i) / rows;
      }
    }
    double[][] spread = new double[width][width];
    double[] point = new double[width];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        point[i] = points.of(row, i) - mean[i];
      }
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          spread[i][j] += point[i] * point[j];
        }
      }
    }
    return along(spread);
  }

  /** From the coordinate that varies most, whose column cannot be across the line. */
  private static double[] along(double[][] spread) {
    int most = 0;
    for (int i = 1; i < spread.length; i++) {
      most = spread[i][i] > spread[most][most] ? i : most;
    }
    double[] line = unit(spread[most]);
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[line.length];
      for (int i = 0; i < line.length; i++) {
        for (int j = 0; j < line.length; j++) {
          next[i] += spread[i][j] * line[j];
        }
      }
      line = unit(next);
    }
    return line;
  }

  private static double[] unit(double[] vector) {
    double length = 0;
    for (double each : vector) {
      length += each * each;
    }
    double[] unit = vector.clone();
    for (int i = 0; i < unit.length && length > 0; i++) {
      unit[i] /= Math.sqrt(length);
    }
    return unit;
  }
}
