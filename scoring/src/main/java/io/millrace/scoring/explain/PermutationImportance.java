package io.millrace.scoring.explain;

import io.millrace.event.Feature;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.baseline.Importance.OfFeature;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.model.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Permutation importance of raw features, measured through the graph as it serves.
 *
 * @param model scores rows
 * @param features that the model looks at; others are worth nothing, and are not tried
 * @param judge says how good the scores of some rows are
 * @param seed draws rows and exchanges values: the same seed gives the same importances
 */
public record PermutationImportance(
    Function<RowBatch, Scores> model,
    FittedFeatures features,
    Judge judge,
    Metric metric,
    long seed) {

  /** How often each feature's values are exchanged. */
  public static final int REPEATS = 5;

  private static final int MOST_ROWS = 5_000;
  private static final int FEWEST_ROWS = 200;

  /** Of all features and repeats together, as long as {@link #FEWEST_ROWS} remain. */
  private static final int MOST_SCORES = 1_000_000;

  /** Lays what is true beside scores. */
  @FunctionalInterface
  public interface Judge {

    /**
     * @param rows the positions of the rows that were scored
     */
    Answers judge(Scores scores, int[] rows);
  }

  /**
   * @param time the name of the field of the event's time
   * @return empty where the rows leave the metric undefined
   */
  public Optional<Importance> over(RowBatch rows, String time) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] drawn = drawn(rows.size(), room(rows), random);
    RowBatch some = rows.select(drawn);
    double value = value(some, drawn);
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    List<int[]> orders =
        IntStream.range(0, REPEATS).mapToObj(_ -> shuffled(drawn.length, random)).toList();
    List<OfFeature> found = new ArrayList<>();
    for (int i = 0; i < rows.schema().features().size(); i++) {
      Feature feature = rows.schema().features().get(i);
      int column = i;
      found.add(
          isUsed(feature)
              ? of(feature.name(), value, drawn, orders, order -> some.permuted(column, order))
              : new OfFeature(feature.name(), 0, 0));
    }
    if (features.encoders().stream().anyMatch(Encoder.TimeEncoder.class::isInstance)) {
      found.add(of(time, value, drawn, orders, some::permutedTimes));
    }
    found.sort(Comparator.comparingDouble(OfFeature::mean).reversed());
    return Optional.of(new Importance(metric.word(), value, drawn.length, REPEATS, found));
  }

  private boolean isUsed(Feature feature) {
    return features.schema().find(feature.name()).isPresent();
  }

  private OfFeature of(
      String name,
      double value,
      int[] drawn,
      List<int[]> orders,
      Function<int[], RowBatch> permuted) {
    double[] losses =
        orders.stream()
            .mapToDouble(order -> loss(value, value(permuted.apply(order), drawn)))
            .filter(Double::isFinite)
            .toArray();
    double mean = Arrays.stream(losses).average().orElse(0);
    return new OfFeature(name, mean, deviation(losses, mean));
  }

  private double loss(double value, double permuted) {
    return (metric.higherIsBetter() ? value - permuted : permuted - value) + 0.0;
  }

  private static double deviation(double[] losses, double mean) {
    DoubleStream squares = Arrays.stream(losses).map(loss -> (loss - mean) * (loss - mean));
    return Math.sqrt(squares.average().orElse(0));
  }

  private double value(RowBatch rows, int[] drawn) {
    return judge.judge(model.apply(rows), drawn).value(metric);
  }

  private int room(RowBatch rows) {
    int tried = Math.max(1, features.schema().features().size()) * REPEATS;
    return Math.clamp(MOST_SCORES / tried, FEWEST_ROWS, MOST_ROWS);
  }

  /** In the order in which they stand. */
  private static int[] drawn(int rows, int room, SplittableRandom random) {
    if (rows <= room) {
      return IntStream.range(0, rows).toArray();
    }
    int[] drawn = Arrays.copyOf(shuffled(rows, random), room);
    Arrays.sort(drawn);
    return drawn;
  }

  private static int[] shuffled(int rows, SplittableRandom random) {
    int[] order = IntStream.range(0, rows).toArray();
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
