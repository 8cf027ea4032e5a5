package io.millrace.training.evaluate;

import io.millrace.event.Feature;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.ExpectedLoss;
import io.millrace.scoring.baseline.LossInput;
import io.millrace.scoring.baseline.Spread;
import io.millrace.scoring.features.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the holdout by how much a model's numbers are likely to be off. The same rows give
 * the same trees: nothing is drawn.
 */
public final class LossFit {

  /** Of fewer rows nothing is learned. */
  private static final int LEAST_ROWS = 100;

  private static final int MOST_ROWS = 10_000;

  /** Values that are looked at, at most: of many features there are fewer rows. */
  private static final int MOST_VALUES = 200_000;

  /** Of more features the first. */
  private static final int MOST_FEATURES = 199;

  private final RowBatch rows;
  private final double[] truth;
  private final double[] answer;

  private LossFit(RowBatch rows, double[] truth, double[] answer) {
    this.rows = rows;
    this.truth = truth;
    this.answer = answer;
  }

  /**
   * @param rows in the order of time
   * @param truth of each row
   * @param answer of the model to each
   * @return empty where there are too few rows
   */
  public static Optional<ExpectedLoss> of(RowBatch rows, double[] truth, double[] answer) {
    int[] known =
        IntStream.range(0, truth.length)
            .filter(row -> Double.isFinite(truth[row]) && Double.isFinite(answer[row]))
            .toArray();
    if (known.length < LEAST_ROWS) {
      return Optional.empty();
    }
    int[] some = spread(known, rows.schema().features().size());
    LossFit fit = new LossFit(rows.select(some), picked(truth, some), picked(answer, some));
    return Optional.of(fit.fitted(Spread.of(picked(truth, known), picked(answer, known))));
  }

  /** Of many rows some, evenly. */
  private static int[] spread(int[] rows, int features) {
    int most = MOST_VALUES / (Math.min(features, MOST_FEATURES) + 1);
    int count = Math.min(rows.length, Math.min(MOST_ROWS, most));
    return IntStream.range(0, count)
        .map(i -> rows[(int) ((long) i * rows.length / count)])
        .toArray();
  }

  private static double[] picked(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private ExpectedLoss fitted(Spread spread) {
    List<LossInput> inputs = new ArrayList<>();
    List<Boosting.Column> columns = new ArrayList<>();
    LossInput.OfAnswer said = new LossInput.OfAnswer(bounds(answer));
    inputs.add(said);
    columns.add(new Boosting.Column(Arrays.stream(answer).mapToInt(said::bin).toArray(), true));
    List<Feature> features = rows.schema().features();
    for (int i = 0; i < Math.min(features.size(), MOST_FEATURES); i++) {
      add(features.get(i), i, inputs, columns);
    }
    Map<String, ExpectedLoss.Trees> losses = new TreeMap<>();
    CrossFit fit = new CrossFit(columns);
    losses().forEach((metric, loss) -> losses.put(metric.word(), fit.of(loss)));
    return new ExpectedLoss(inputs, losses, spread);
  }

  private void add(
      Feature feature, int place, List<LossInput> inputs, List<Boosting.Column> columns) {
    switch (feature) {
      case Feature.Number _, Feature.Bool _ -> {
        double[] values = Arrays.copyOf(rows.numbers(place), rows.size());
        LossInput.OfNumber input = new LossInput.OfNumber(feature.name(), bounds(values));
        inputs.add(input);
        columns.add(
            new Boosting.Column(Arrays.stream(values).mapToInt(input::bin).toArray(), true));
      }
      case Feature.Category _ -> {
        @Nullable String[] values = Arrays.copyOf(rows.categories(place), rows.size());
        LossInput.OfWord input = new LossInput.OfWord(feature.name(), words(values));
        inputs.add(input);
        columns.add(
            new Boosting.Column(Arrays.stream(values).mapToInt(input::bin).toArray(), false));
      }
    }
  }

  /** Between as many values each, where values do not repeat. */
  private static List<Double> bounds(double[] values) {
    double[] sorted =
        Arrays.stream(values)
            .filter(Double::isFinite)
            .map(value -> value + 0.0) // -0.0 and 0.0 are one value
            .sorted()
            .toArray();
    return IntStream.range(1, LossInput.BINS)
        .filter(_ -> sorted.length > 0)
        .mapToObj(i -> sorted[(int) ((long) i * sorted.length / LossInput.BINS)])
        .filter(bound -> bound > sorted[0])
        .distinct()
        .toList();
  }

  /** The most frequent. */
  private static List<String> words(@Nullable String[] values) {
    Map<String, Integer> counts = new HashMap<>();
    for (String value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(LossInput.BINS - 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What each row adds to each metric that its truth defines. */
  private Map<Metric, double[]> losses() {
    Map<Metric, double[]> losses = new TreeMap<>();
    losses.put(Metric.MAE, each((is, said) -> Math.abs(said - is)));
    losses.put(Metric.RMSE, each((is, said) -> (said - is) * (said - is)));
    if (Arrays.stream(truth).allMatch(is -> is >= 0)) {
      losses.put(
          Metric.RMSLE, each((is, said) -> square(Math.log1p(is) - Math.log1p(Math.max(0, said)))));
    }
    if (Arrays.stream(truth).allMatch(is -> is != 0)) {
      losses.put(Metric.MAPE, each((is, said) -> Math.abs((said - is) / is)));
    }
    return losses;
  }

  private static double square(double value) {
    return value * value;
  }

  private double[] each(DoubleBinaryOperator loss) {
    double[] losses = new double[truth.length];
    Arrays.setAll(losses, row -> loss.applyAsDouble(truth[row], answer[row]));
    return losses;
  }
}
