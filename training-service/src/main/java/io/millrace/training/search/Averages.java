package io.millrace.training.search;

import io.millrace.problem.Metric;
import java.util.List;

/** Running averages, as Vizier's median stopping rule takes them (Golovin et al., 2017). */
final class Averages {

  private Averages() {}

  /** The median of the curves' averages, turned so that more is better; lowest where none is. */
  static double median(List<List<Evaluation>> curves, Metric metric) {
    double[] averages =
        curves.stream().mapToDouble(curve -> average(curve, metric)).sorted().toArray();
    int middle = averages.length / 2;
    if (averages.length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return averages.length % 2 == 1
        ? averages[middle]
        : averages[middle - 1] / 2 + averages[middle] / 2;
  }

  private static double average(List<Evaluation> curve, Metric metric) {
    return curve.stream()
        .mapToDouble(at -> Standing.of(metric, at.metric(), at.loss()).score())
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
