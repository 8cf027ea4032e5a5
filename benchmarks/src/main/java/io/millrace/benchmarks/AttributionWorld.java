package io.millrace.benchmarks;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.monitoring.compare.Spread;
import io.millrace.scoring.baseline.AnswersByBin;
import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.BinSums;
import io.millrace.scoring.features.RowBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Twenty numbers that have nothing to do with each other, and a model that answers them.
 *
 * @param world what happens to a row before the model is asked
 */
record AttributionWorld(Random random, ToDoubleFunction<double[]> model, Consumer<double[]> world) {

  static final int FEATURES = 20;

  /** Looks at four of the twenty. */
  static AttributionWorld logistic(long seed) {
    return new AttributionWorld(
        new Random(seed),
        x -> 1 / (1 + Math.exp(1 - 2 * x[0] - x[1] - 0.7 * x[2] - 0.4 * x[3])),
        _ -> {});
  }

  /** The features of most weight are one or the other, by a third. */
  static AttributionWorld either(long seed) {
    return new AttributionWorld(
        new Random(seed),
        x -> 1 / (1 + Math.exp(-3 * (x[5] > -0.8 ? x[0] : x[1]) - x[2])),
        _ -> {});
  }

  AttributionWorld but(Consumer<double[]> other) {
    return new AttributionWorld(random, model, other);
  }

  private double[][] columns(int rows) {
    double[][] columns = new double[FEATURES + 1][rows];
    double[] row = new double[FEATURES];
    for (int i = 0; i < rows; i++) {
      Arrays.setAll(row, _ -> random.nextGaussian());
      world.accept(row);
      for (int j = 0; j < FEATURES; j++) {
        columns[j][i] = row[j];
      }
      columns[FEATURES][i] = model.applyAsDouble(row);
    }
    return columns;
  }

  Attribution baseline(int rows) {
    double[][] columns = columns(rows);
    List<Feature> schema =
        IntStream.range(0, FEATURES)
            .<Feature>mapToObj(i -> new Feature.Number("x" + i, false, Optional.empty()))
            .toList();
    RowBatch batch = new RowBatch(new Schema(schema), rows);
    for (int i = 0; i < rows; i++) {
      batch.open(0);
      for (int j = 0; j < FEATURES; j++) {
        batch.setNumber(j, columns[j][i]);
      }
    }
    return Attribution.of(batch, columns[FEATURES]).orElseThrow();
  }

  Spread window(Attribution baseline, int rows) {
    double[][] columns = columns(rows);
    double[] answers = Arrays.stream(columns[FEATURES]).map(baseline::standard).toArray();
    Map<String, BinSums> features = new LinkedHashMap<>();
    int column = 0;
    for (Map.Entry<String, AnswersByBin> feature : baseline.features().entrySet()) {
      BinSums sums = BinSums.empty(feature.getValue().bins().size());
      sums.add(feature.getValue().places(columns[column++]), answers);
      features.put(feature.getKey(), sums);
    }
    return new Spread(rows, features);
  }
}
