package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.Calibration;
import io.millrace.scoring.metric.ClassAnswers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a metric of classes is likely to come to: confidence-based performance estimation (NannyML's
 * CBPE). Each answer is taken to be right as often as answers of its probability were on the
 * holdout. That follows a world whose rows become harder or easier; it is blind to one in which the
 * same rows have come to mean something else.
 *
 * <p>The sums are: of metrics that count answers, how often each class is expected to be true where
 * each was answered; of areas under curves, by how probable a class was said to be, how often it is
 * expected to be true and how often not; of the others, what predictions are expected to cost.
 */
final class ExpectedScore implements Expectation {

  /** A row counts so often in all, shared between the classes that it may be of. */
  private static final double PARTS = 1000;

  /** Beyond that many parts in all, each row has fewer. */
  private static final double MOST_PARTS = 1e9;

  /** Probabilities are told apart by their odds, between 1 to 22,000 and 22,000 to 1. */
  private static final double WIDEST_ODDS = 10;

  private static final int STEPS = 400;

  /** Of more classes than these, coarser steps do: their areas are averaged. */
  private static final int FEW_CLASSES = 4;

  private static final int COARSE_STEPS = 100;

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

  /** What is kept of predictions. */
  private enum Kind {
    COUNTS,
    AREAS,
    COSTS
  }

  private Kind kind() {
    return switch (metric) {
      case ROC_AUC, PR_AUC -> Kind.AREAS;
      case LOG_LOSS, BRIER -> Kind.COSTS;
      case ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, F1, MACRO_F1 -> Kind.COUNTS;
      case MAE, RMSE, RMSLE, R2, MAPE, MASE, SMAPE ->
          throw new IllegalArgumentException(metric.word() + " is of numbers, these are classes");
    };
  }

  @Override
  public double[] sums(List<Prediction> predictions) {
    return switch (kind()) {
      case COUNTS -> counts(predictions);
      case AREAS -> areas(predictions);
      case COSTS -> costs(predictions);
    };
  }

  @Override
  public OptionalDouble value(double[] sums) {
    double value =
        switch (kind()) {
          case COUNTS -> ofCounts(sums);
          case AREAS -> ofAreas(sums);
          case COSTS -> sums[1] / sums[0];
        };
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** By the true class and the answered one; the last answer is none of the classes. */
  private double[] counts(List<Prediction> predictions) {
    int width = classes.size();
    double[] sums = new double[width * (width + 1)];
    for (Prediction prediction : predictions) {
      double[] shares = calibration.of(said(prediction));
      int label = classes.indexOf(prediction.label());
      for (int cls = 0; cls < width; cls++) {
        sums[cls * (width + 1) + (label < 0 ? width : label)] += shares[cls];
      }
    }
    return sums;
  }

  private double ofCounts(double[] sums) {
    int width = classes.size();
    int[] truth = new int[sums.length];
    int[] answer = new int[sums.length];
    Arrays.setAll(truth, i -> i / (width + 1));
    Arrays.setAll(answer, i -> i % (width + 1) == width ? -1 : i % (width + 1));
    return new ClassAnswers(width, positive, truth, answer, new float[sums.length * width])
        .measure(metric)
        .over(weights(sums));
  }

  /** Of the classes whose areas the metric looks at. */
  private int[] looked() {
    return (positive.isPresent() ? positive.stream() : IntStream.range(0, classes.size()))
        .toArray();
  }

  private int steps() {
    return looked().length > FEW_CLASSES ? COARSE_STEPS : STEPS;
  }

  /** By class and step: how often it is there, and how often not. */
  private double[] areas(List<Prediction> predictions) {
    int[] looked = looked();
    int steps = steps();
    double[] sums = new double[2 * looked.length * steps];
    for (Prediction prediction : predictions) {
      double[] said = said(prediction);
      double[] shares = calibration.of(said);
      for (int i = 0; i < looked.length; i++) {
        int place = 2 * (i * steps + step(said[looked[i]], steps));
        sums[place] += shares[looked[i]];
        sums[place + 1] += 1 - shares[looked[i]];
      }
    }
    return sums;
  }

  private static int step(double probability, int steps) {
    double odds = Math.log(probability) - Math.log1p(-probability);
    double along = (Math.clamp(odds, -WIDEST_ODDS, WIDEST_ODDS) + WIDEST_ODDS) / (2 * WIDEST_ODDS);
    return Double.isNaN(along) ? 0 : Math.min(steps - 1, (int) (along * steps));
  }

  private double ofAreas(double[] sums) {
    int steps = steps();
    return IntStream.range(0, looked().length)
        .mapToDouble(i -> area(Arrays.copyOfRange(sums, 2 * i * steps, 2 * (i + 1) * steps)))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private double area(double[] sums) {
    int[] truth = new int[sums.length];
    float[] probabilities = new float[2 * sums.length];
    for (int i = 0; i < sums.length; i++) {
      truth[i] = i % 2 == 0 ? 1 : 0;
      probabilities[2 * i + 1] = (i / 2 + 0.5f) / (sums.length / 2f);
      probabilities[2 * i] = 1 - probabilities[2 * i + 1];
    }
    return new ClassAnswers(2, OptionalInt.of(1), truth, new int[sums.length], probabilities)
        .measure(metric)
        .over(weights(sums));
  }

  /** How many, and what they cost. */
  private double[] costs(List<Prediction> predictions) {
    int width = classes.size();
    int rows = predictions.size() * width;
    int[] truth = new int[rows];
    int[] weights = new int[rows];
    float[] probabilities = new float[rows * width];
    int row = 0;
    for (Prediction prediction : predictions) {
      double[] said = said(prediction);
      double[] shares = calibration.of(said);
      for (int cls = 0; cls < width; cls++, row++) {
        truth[row] = cls;
        weights[row] = (int) Math.round(PARTS * shares[cls]);
        for (int each = 0; each < width; each++) {
          probabilities[row * width + each] = (float) said[each];
        }
      }
    }
    double mean =
        new ClassAnswers(width, positive, truth, new int[rows], probabilities)
            .measure(metric)
            .over(weights);
    return new double[] {predictions.size(), mean * predictions.size()};
  }

  private static int[] weights(double[] sums) {
    double parts = Math.min(PARTS, MOST_PARTS / Math.max(1, Arrays.stream(sums).sum()));
    return Arrays.stream(sums).mapToInt(sum -> (int) Math.round(parts * sum)).toArray();
  }

  private double[] said(Prediction prediction) {
    Map<String, Double> all =
        prediction.probabilities() == null ? Map.of() : prediction.probabilities();
    return classes.stream().mapToDouble(cls -> all.getOrDefault(cls, 0.0)).toArray();
  }
}
