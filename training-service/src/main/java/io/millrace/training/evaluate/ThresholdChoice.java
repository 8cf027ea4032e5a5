package io.millrace.training.evaluate;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.Cut;
import io.millrace.scoring.metric.Measure;
import io.millrace.scoring.model.Threshold;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From which probability on to answer the positive class of two, so that the primary metric comes
 * out best on rows that were not learned from. Answering the more probable class is what any other
 * choice has to beat by more than chance, and to be no worse than in any part of the time: what
 * helps in some weeks and harms in others is not of the model.
 *
 * @param validation those rows, in the order of time
 * @param seed of the resamples
 */
public record ThresholdChoice(Define define, Measured validation, long seed) {

  private static final int MOST_TRIED = 200;
  private static final int PARTS = 5;

  /** Empty where the more probable class is to be answered. */
  public Optional<Threshold> best() {
    if (!(validation.answers() instanceof ClassAnswers answers) || answers.positive().isEmpty()) {
      return Optional.empty();
    }
    int positive = answers.positive().getAsInt();
    List<Threshold> borders =
        Cut.thin(Cut.all(answers, positive), MOST_TRIED).stream()
            .map(Cut::probability)
            .filter(border -> border > 0 && border < 1)
            .map(border -> new Threshold(positive, border))
            .toList();
    return switch (define.primaryMetric()) {
      case ACCURACY, BALANCED_ACCURACY, F1, MACRO_F1 ->
          better(answers, best(borders.stream(), answers, define.primaryMetric()));
      case PRECISION, RECALL -> meetingTheBar(borders, answers);
      case ROC_AUC, PR_AUC, LOG_LOSS, BRIER, MAE, RMSE, RMSLE, R2, MAPE, MASE, SMAPE ->
          Optional.empty();
    };
  }

  /**
   * Precision or recall by itself is best where nearly nothing or everything is positive: so the
   * bar is met, and with that F1 is best.
   */
  private Optional<Threshold> meetingTheBar(List<Threshold> borders, ClassAnswers answers) {
    Define.Success bar = define.success().orElseThrow();
    Stream<Threshold> meeting =
        borders.stream()
            .filter(border -> bar.isMetBy(answers.decidedBy(border).value(bar.metric())));
    return bar.isMetBy(answers.value(bar.metric()))
        ? Optional.empty()
        : best(meeting, answers, Metric.F1);
  }

  /** Of equals the nearest to a half. */
  private static Optional<Threshold> best(
      Stream<Threshold> borders, ClassAnswers answers, Metric metric) {
    record Tried(Threshold threshold, double value) {
      boolean isBetterThan(Tried other) {
        return value == other.value
            ? Math.abs(threshold.value() - 0.5) < Math.abs(other.threshold.value() - 0.5)
            : value > other.value;
      }
    }
    return borders
        .map(border -> new Tried(border, answers.decidedBy(border).value(metric)))
        .reduce((one, other) -> other.isBetterThan(one) ? other : one)
        .map(Tried::threshold);
  }

  private Optional<Threshold> better(ClassAnswers answers, Optional<Threshold> found) {
    Metric metric = define.primaryMetric();
    Measure asIs = answers.measure(metric);
    return found.filter(
        threshold -> {
          Measure decided = answers.decidedBy(threshold).measure(metric);
          Measure gain = weights -> decided.over(weights) - asIs.over(weights);
          return PairedBootstrap.of(gain, answers.rows(), seed).low() > 0
              && isWorseNowhere(gain, answers.rows());
        });
  }

  private static boolean isWorseNowhere(Measure gain, int rows) {
    for (int part = 0; part < PARTS; part++) {
      int[] weights = new int[rows];
      Arrays.fill(weights, part * rows / PARTS, (part + 1) * rows / PARTS, 1);
      if (gain.over(weights) < 0) {
        return false;
      }
    }
    return true;
  }
}
