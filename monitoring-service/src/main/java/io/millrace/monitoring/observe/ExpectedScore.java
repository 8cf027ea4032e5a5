package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.Calibration;
import io.millrace.scoring.metric.ClassAnswers;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a metric is likely to come to, before any truth is known: confidence-based performance
 * estimation (NannyML's CBPE). Each answer is taken to be right as often as answers of its
 * probability were on the holdout. That follows a world whose rows become harder or easier; it is
 * blind to one in which the same rows have come to mean something else.
 */
final class ExpectedScore {

  /** Each row counts so often in all, shared between the classes that it may be of. */
  private static final int PARTS = 1000;

  private final List<String> classes;
  private final Calibration calibration;
  private final Metric metric;
  private final OptionalInt positive;

  /**
   * @param classes of the model, in the order of the calibration's
   */
  ExpectedScore(List<String> classes, Calibration calibration, Metric metric, Define define) {
    this.classes = List.copyOf(classes);
    this.calibration = calibration;
    this.metric = metric;
    this.positive = Scorecard.positive(classes, define);
  }

  /**
   * @param predictions of the model, with their probabilities
   * @return empty where they leave the metric undefined
   */
  OptionalDouble of(List<Prediction> predictions) {
    if (predictions.isEmpty()) {
      return OptionalDouble.empty();
    }
    int width = classes.size();
    int rows = predictions.size() * width;
    int[] truth = new int[rows];
    int[] answer = new int[rows];
    int[] weights = new int[rows];
    float[] probabilities = new float[rows * width];
    int row = 0;
    for (Prediction prediction : predictions) {
      double[] said = said(prediction);
      double[] shares = calibration.of(said);
      int label = classes.indexOf(prediction.label());
      for (int cls = 0; cls < width; cls++, row++) {
        truth[row] = cls;
        answer[row] = label;
        weights[row] = (int) Math.round(PARTS * shares[cls]);
        for (int each = 0; each < width; each++) {
          probabilities[row * width + each] = (float) said[each];
        }
      }
    }
    double value =
        new ClassAnswers(width, positive, truth, answer, probabilities)
            .measure(metric)
            .over(weights);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private double[] said(Prediction prediction) {
    Map<String, Double> all =
        prediction.probabilities() == null ? Map.of() : prediction.probabilities();
    return classes.stream().mapToDouble(cls -> all.getOrDefault(cls, 0.0)).toArray();
  }
}
