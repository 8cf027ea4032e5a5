package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Twelve features of every shape that upsets a test, and an output, drawn from one seed. */
final class World {

  private static final Map<String, ToDoubleFunction<Random>> NUMBERS = new LinkedHashMap<>();
  private static final Map<String, ToDoubleFunction<Random>> WORDS = new LinkedHashMap<>();

  static {
    NUMBERS.put("normal", Random::nextGaussian);
    NUMBERS.put("uniform", Random::nextDouble);
    NUMBERS.put("heavy-tailed", r -> Math.tan(Math.PI * (r.nextDouble() - 0.5)));
    NUMBERS.put("log-normal", r -> Math.exp(2 * r.nextGaussian()));
    NUMBERS.put("few-values", r -> Math.floor(4 * r.nextDouble() * r.nextDouble()));
    NUMBERS.put("mostly-zero", r -> r.nextDouble() < 0.93 ? 0 : -Math.log(r.nextDouble()));
    NUMBERS.put("constant", _ -> 5);
    NUMBERS.put("often-missing", r -> r.nextDouble() < 0.2 ? Double.NaN : r.nextGaussian());
    WORDS.put("five-words", r -> r.nextInt(5));
    WORDS.put("rarely-true", r -> r.nextDouble() < 0.005 ? 1 : 0);
    WORDS.put("many-words", r -> Math.floor(300 * Math.pow(r.nextDouble(), 3)));
    WORDS.put("word-or-nothing", r -> r.nextDouble() < 0.1 ? Double.NaN : r.nextInt(2));
  }

  private static final ToDoubleFunction<Random> ANSWERS = r -> r.nextDouble() < 0.3 ? 1 : 0;

  private final Random random;

  World(long seed) {
    this.random = new Random(seed);
  }

  /** A baseline of {@code rows}, whose output was seen on a quarter as many. */
  Baseline baseline(int rows) {
    Map<String, FeatureBaseline> features = new LinkedHashMap<>();
    NUMBERS.forEach(
        (name, draw) -> features.put(name, FeatureBaseline.numbers(draw(draw, rows), rows)));
    WORDS.forEach(
        (name, draw) -> features.put(name, FeatureBaseline.categories(words(draw, rows), rows)));
    int seen = rows / 4;
    return new Baseline(
        rows,
        features,
        FeatureBaseline.categories(words(ANSWERS, seen), seen),
        List.of("false", "true"));
  }

  Sample sample(int rows) {
    Map<String, Column> features = new LinkedHashMap<>();
    NUMBERS.forEach((name, draw) -> features.put(name, NumberColumn.of(draw(draw, rows))));
    WORDS.forEach((name, draw) -> features.put(name, WordColumn.of(words(draw, rows))));
    return new Sample(features, WordColumn.of(words(ANSWERS, rows)));
  }

  private double[] draw(ToDoubleFunction<Random> draw, int rows) {
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = draw.applyAsDouble(random);
    }
    return values;
  }

  private String[] words(ToDoubleFunction<Random> draw, int rows) {
    return Arrays.stream(draw(draw, rows))
        .mapToObj(value -> Double.isNaN(value) ? null : "w" + (int) value)
        .toArray(String[]::new);
  }

  double[] normal(int rows, double mean, double deviation) {
    return draw(r -> mean + deviation * r.nextGaussian(), rows);
  }
}
