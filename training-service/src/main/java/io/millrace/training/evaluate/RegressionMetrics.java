package io.millrace.training.evaluate;

import io.millrace.problem.Metric;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How far answered numbers are from the true ones. */
final class RegressionMetrics {

  private final Answers answers;

  RegressionMetrics(Answers answers) {
    this.answers = answers;
  }

  Map<Metric, Double> all() {
    Map<Metric, Double> all = new EnumMap<>(Metric.class);
    all.put(Metric.MAE, mae());
    all.put(Metric.RMSE, rmse());
    all.put(Metric.R2, r2());
    return all;
  }

  double mae() {
    double sum = 0;
    for (int row = 0; row < answers.rows(); row++) {
      sum += Math.abs(answers.answer()[row] - answers.truth()[row]);
    }
    return sum / answers.rows();
  }

  double rmse() {
    return Math.sqrt(squares() / answers.rows());
  }

  /** The share of the variance explained; where there is none, 1 if all is right and 0 if not. */
  double r2() {
    double mean = Arrays.stream(answers.truth()).average().orElse(0);
    double variance =
        Arrays.stream(answers.truth()).map(value -> (value - mean) * (value - mean)).sum();
    double squares = squares();
    return variance == 0 ? (squares == 0 ? 1 : 0) : 1 - squares / variance;
  }

  private double squares() {
    double sum = 0;
    for (int row = 0; row < answers.rows(); row++) {
      double error = answers.answer()[row] - answers.truth()[row];
      sum += error * error;
    }
    return sum;
  }
}
