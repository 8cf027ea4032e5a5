package io.millrace.monitoring.compare;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.baseline.AnswersByBin;
import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.BinSums;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of twenty independent features, {@code x0} to {@code x13} numbers (uniform from 5 to 7, 8
 * heavy-tailed, 13 often missing) and {@code x14} to {@code x19} words of more and more, and a
 * model that answers them.
 */
final class DecidedWorld {

  static final int FEATURES = 20;
  private static final int NUMBERS = 14;

  private final Random random;
  private final ToDoubleFunction<double[]> model;

  /** What happens to a row before the model is asked. */
  private final Consumer<double[]> world;

  DecidedWorld(long seed, ToDoubleFunction<double[]> model) {
    this(new Random(seed), model, _ -> {});
  }

  private DecidedWorld(Random random, ToDoubleFunction<double[]> model, Consumer<double[]> world) {
    this.random = random;
    this.model = model;
    this.world = world;
  }

  /** The same model in another world. */
  DecidedWorld but(Consumer<double[]> other) {
    return new DecidedWorld(random, model, other);
  }

  /** Rows, the answers to them behind. */
  record Rows(List<double[]> rows, double[] answers) {

    double[] column(int feature) {
      return rows.stream().mapToDouble(row -> row[feature]).toArray();
    }

    String[] words(int feature) {
      return rows.stream().map(row -> word(row, feature)).toArray(String[]::new);
    }

    private static @Nullable String word(double[] row, int feature) {
      return Double.isNaN(row[feature]) ? null : "w" + (int) row[feature];
    }

    Attribution attribution() {
      List<Feature> schema = new ArrayList<>();
      for (int i = 0; i < FEATURES; i++) {
        schema.add(
            i < NUMBERS
                ? new Feature.Number("x" + i, true, Optional.empty())
                : new Feature.Category("x" + i, true, List.of()));
      }
      RowBatch batch = new RowBatch(new Schema(schema), rows.size());
      for (double[] row : rows) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < FEATURES; i++) {
          if (!Double.isNaN(row[i])) {
            values.put("x" + i, i < NUMBERS ? (Object) row[i] : "w" + (int) row[i]);
          }
        }
        batch.add(values, Instant.EPOCH);
      }
      return Attribution.of(batch, answers).orElseThrow();
    }

    Spread spread(Attribution baseline) {
      Map<String, BinSums> features = new LinkedHashMap<>();
      double[] standard = Arrays.stream(answers).map(baseline::standard).toArray();
      for (int i = 0; i < FEATURES; i++) {
        AnswersByBin bins = baseline.features().get("x" + i);
        BinSums sums = BinSums.empty(bins.bins().size());
        sums.add(i < NUMBERS ? bins.places(column(i)) : bins.places(words(i)), standard);
        features.put("x" + i, sums);
      }
      return new Spread(rows.size(), features);
    }

    /** As drift of data and answers has them. */
    Baseline baseline() {
      Map<String, FeatureBaseline> features = new LinkedHashMap<>();
      int n = rows.size();
      for (int i = 0; i < FEATURES; i++) {
        features.put(
            "x" + i,
            i < NUMBERS
                ? FeatureBaseline.numbers(column(i), n)
                : FeatureBaseline.categories(words(i), n));
      }
      return new Baseline(n, features, FeatureBaseline.numbers(answers, n), List.of());
    }

    Sample sample() {
      Map<String, Column> features = new LinkedHashMap<>();
      for (int i = 0; i < FEATURES; i++) {
        features.put("x" + i, i < NUMBERS ? NumberColumn.of(column(i)) : WordColumn.of(words(i)));
      }
      return new Sample(features, NumberColumn.of(answers));
    }
  }

  Rows rows(int count) {
    List<double[]> rows = new ArrayList<>(count);
    double[] answers = new double[count];
    for (int i = 0; i < count; i++) {
      double[] row = row();
      world.accept(row);
      rows.add(row);
      answers[i] = model.applyAsDouble(row);
    }
    return new Rows(rows, answers);
  }

  private double[] row() {
    double[] row = new double[FEATURES];
    for (int i = 0; i < NUMBERS; i++) {
      row[i] =
          switch (i) {
            case 5, 6, 7 -> random.nextDouble();
            case 8 -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
            case 13 -> random.nextDouble() < 0.2 ? Double.NaN : random.nextGaussian();
            default -> random.nextGaussian();
          };
    }
    for (int i = NUMBERS; i < FEATURES; i++) {
      row[i] = Math.floor((2 << (i - NUMBERS)) * Math.pow(random.nextDouble(), 2));
    }
    return row;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
