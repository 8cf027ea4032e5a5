package io.millrace.training.evaluate;

import io.millrace.problem.Metric;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often answered classes are the true ones. Precision, recall and F1 are the positive class's
 * where there are two classes, and the mean over the classes that occur where there are more; a
 * share of nothing counts as 0.
 */
final class ClassMetrics {

  private static final double LEAST_PROBABILITY = 1e-7;

  private final Answers answers;
  private final OptionalInt positive;
  private final int[] right;
  private final int[] answered;
  private final int[] trueOnes;

  /**
   * @param positive the positive class's position where there are two
   */
  ClassMetrics(Answers answers, int classes, OptionalInt positive) {
    this.answers = answers;
    this.positive = positive;
    this.right = new int[classes];
    this.answered = new int[classes];
    this.trueOnes = new int[classes];
    for (int row = 0; row < answers.rows(); row++) {
      int truth = (int) answers.truth()[row];
      int answer = (int) answers.answer()[row];
      trueOnes[truth]++;
      if (answer >= 0) {
        answered[answer]++;
        right[answer] += answer == truth ? 1 : 0;
      }
    }
  }

  Map<Metric, Double> all() {
    Map<Metric, Double> all = new EnumMap<>(Metric.class);
    all.put(Metric.ACCURACY, accuracy());
    all.put(Metric.F1, f1());
    all.put(Metric.PRECISION, precision());
    all.put(Metric.RECALL, recall());
    all.put(Metric.BALANCED_ACCURACY, balancedAccuracy());
    all.put(Metric.LOG_LOSS, logLoss());
    return all;
  }

  double accuracy() {
    return share(IntStream.of(right).sum(), answers.rows());
  }

  double precision() {
    return overall(this::precision);
  }

  double recall() {
    return overall(this::recall);
  }

  double f1() {
    return overall(this::f1);
  }

  /** The mean recall of the classes that there are. */
  double balancedAccuracy() {
    return IntStream.range(0, trueOnes.length)
        .filter(i -> trueOnes[i] > 0)
        .mapToDouble(this::recall)
        .average()
        .orElse(0);
  }

  double logLoss() {
    double sum = 0;
    for (double probability : answers.ofTruth()) {
      sum -= Math.log(Math.clamp(probability, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY));
    }
    return sum / answers.rows();
  }

  private double overall(IntToDoubleFunction metric) {
    return positive.isPresent()
        ? metric.applyAsDouble(positive.getAsInt())
        : IntStream.range(0, trueOnes.length)
            .filter(i -> trueOnes[i] + answered[i] > 0)
            .mapToDouble(metric)
            .average()
            .orElse(0);
  }

  private double precision(int i) {
    return share(right[i], answered[i]);
  }

  private double recall(int i) {
    return share(right[i], trueOnes[i]);
  }

  private double f1(int i) {
    return share(2 * right[i], answered[i] + trueOnes[i]);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
