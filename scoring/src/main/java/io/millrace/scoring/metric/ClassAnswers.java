package io.millrace.scoring.metric;

import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import io.millrace.scoring.model.Threshold;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Classes, by their position, beside the true ones. Precision, recall and F1 are the positive
 * class's where there is one, and the mean over the classes that turn up where there is none. The
 * areas under the curves are the positive class's, or the mean over each class against the rest.
 *
 * @param classes how many there are
 * @param answer -1 for a class that is none of them
 * @param probabilities row after row, one for each class
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record ClassAnswers(
    int classes, OptionalInt positive, int[] truth, int[] answer, float[] probabilities)
    implements Answers {

  /** No probability is taken to be nearer to 0 or 1: what a float can tell from 1. */
  private static final double LEAST = Math.ulp(1f);

  @Override
  public int rows() {
    return truth.length;
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public Measure measure(Metric metric) {
    return switch (metric) {
      case ACCURACY -> tally(Tally::accuracy);
      case BALANCED_ACCURACY -> tally(Tally::balancedAccuracy);
      case PRECISION -> tally(Tally::precision);
      case RECALL -> tally(Tally::recall);
      case F1 -> tally(Tally::f1);
      case MACRO_F1 -> tally(Tally::macroF1);
      case ROC_AUC -> areas(false);
      case PR_AUC -> areas(true);
      case LOG_LOSS -> mean(this::surprise);
      case BRIER -> mean(this::distance);
      case MAE, RMSE, RMSLE, R2, MAPE, MASE, SMAPE ->
          throw new IllegalArgumentException(metric.word() + " is of numbers, these are classes");
    };
  }

  /**
   * What a metric comes to where two classes are told apart by the border that suits it best. As
   * answered for more classes, for metrics that look at no answer, and for precision and recall,
   * which are best where nearly nothing or everything is positive.
   */
  public double atBestBorder(Metric metric) {
    return switch (metric) {
      case ACCURACY -> atBestBorder(metric, Tally::accuracy);
      case BALANCED_ACCURACY -> atBestBorder(metric, Tally::balancedAccuracy);
      case F1 -> atBestBorder(metric, Tally::f1);
      case MACRO_F1 -> atBestBorder(metric, Tally::macroF1);
      case PRECISION, RECALL, ROC_AUC, PR_AUC, LOG_LOSS, BRIER -> value(metric);
      case MAE, RMSE, RMSLE, R2, MAPE, MASE, SMAPE -> value(metric);
    };
  }

  private double atBestBorder(Metric metric, ToDoubleFunction<Tally> of) {
    double best = value(metric);
    if (positive.isEmpty() || Double.isNaN(best)) {
      return best;
    }
    int cls = positive.getAsInt();
    long there = Arrays.stream(truth).filter(label -> label == cls).count();
    for (Cut cut : Cut.all(this, cls)) {
      best = Math.max(best, of.applyAsDouble(new Tally(cut, cls, there, rows() - there)));
    }
    return best;
  }

  /** The probability that a row was said to have of being of a class. */
  public float probability(int row, int cls) {
    return probabilities[row * classes + cls];
  }

  /** The same probabilities, answered by a threshold. */
  public ClassAnswers decidedBy(Threshold threshold) {
    int[] decided = new int[rows()];
    Arrays.setAll(decided, row -> threshold.decide(probability(row, threshold.positive())));
    return new ClassAnswers(classes, positive, truth, decided, probabilities);
  }

  private Measure tally(ToDoubleFunction<Tally> metric) {
    return weights -> metric.applyAsDouble(new Tally(this, weights));
  }

  private Measure mean(IntToDoubleFunction ofRow) {
    double[] values = new double[rows()];
    Arrays.setAll(values, ofRow);
    return Measure.mean(values);
  }

  private double surprise(int row) {
    return -Math.log(Math.clamp(probability(row, truth[row]), LEAST, 1 - LEAST));
  }

  /** Of the probabilities from certainty, squared; of two classes one says it all. */
  private double distance(int row) {
    double sum = 0;
    for (int cls = 0; cls < classes; cls++) {
      double off = probability(row, cls) - (cls == truth[row] ? 1 : 0);
      sum += off * off;
    }
    return classes == 2 ? sum / 2 : sum;
  }

  private Measure areas(boolean underPrecision) {
    IntStream of = positive.isPresent() ? positive.stream() : IntStream.range(0, classes);
    Measure[] areas =
        of.mapToObj(cls -> Ranking.of(this, cls))
            .map(ranking -> underPrecision ? ranking.averagePrecision() : ranking.rocArea())
            .toArray(Measure[]::new);
    return weights ->
        Arrays.stream(areas)
            .mapToDouble(area -> area.over(weights))
            .filter(area -> !Double.isNaN(area))
            .average()
            .orElse(Double.NaN);
  }
}
