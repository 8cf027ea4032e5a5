package io.millrace.benchmarks;

import io.millrace.monitoring.compare.Column;
import io.millrace.monitoring.compare.NumberColumn;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.WordColumn;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Fourteen numbers and six categories that do not move unless told to, and an answer. */
final class DriftWorld {

  static final int FEATURES = 20;
  static final String MOVING = "normal-0";

  private static final int[] VOCABULARIES = {2, 3, 5, 10, 50, 300};
  private static final ToDoubleFunction<Random> ANSWER = r -> r.nextDouble() < 0.3 ? 1 : 0;

  private static final Map<String, ToDoubleFunction<Random>> NUMBERS = new LinkedHashMap<>();
  private static final Map<String, ToDoubleFunction<Random>> WORDS = new LinkedHashMap<>();

  static {
    for (int i = 0; i < 5; i++) {
      NUMBERS.put("normal-" + i, Random::nextGaussian);
    }
    for (int i = 0; i < 3; i++) {
      NUMBERS.put("uniform-" + i, Random::nextDouble);
      NUMBERS.put("log-normal-" + i, r -> Math.exp(r.nextGaussian()));
    }
    NUMBERS.put("heavy-tailed", r -> Math.tan(Math.PI * (r.nextDouble() - 0.5)));
    NUMBERS.put("count", r -> Math.floor(-4 * Math.log(r.nextDouble())));
    NUMBERS.put("often-missing", r -> r.nextDouble() < 0.2 ? Double.NaN : r.nextGaussian());
    for (int words : VOCABULARIES) {
      WORDS.put("of-" + words, r -> Math.floor(words * Math.pow(r.nextDouble(), 2)));
    }
  }

  private final Random random;

  DriftWorld(long seed) {
    this.random = new Random(seed);
  }

  Baseline baseline(int rows) {
    Map<String, FeatureBaseline> features = new LinkedHashMap<>();
    NUMBERS.forEach(
        (name, draw) -> features.put(name, FeatureBaseline.numbers(draw(draw, rows), rows)));
    WORDS.forEach(
        (name, draw) -> features.put(name, FeatureBaseline.categories(words(draw, rows), rows)));
    FeatureBaseline answers = FeatureBaseline.categories(words(ANSWER, rows), rows);
    return new Baseline(rows, features, answers, List.of("w0", "w1"));
  }

  Sample sample(int rows) {
    Map<String, Column> features = new LinkedHashMap<>();
    NUMBERS.forEach((name, draw) -> features.put(name, NumberColumn.of(draw(draw, rows))));
    WORDS.forEach((name, draw) -> features.put(name, WordColumn.of(words(draw, rows))));
    return new Sample(features, WordColumn.of(words(ANSWER, rows)));
  }

  /**
   * @param by how many standard deviations the mean of {@link #MOVING} moved
   */
  Sample withOneMoved(Sample sample, int rows, double by) {
    Map<String, Column> features = new LinkedHashMap<>(sample.features());
    features.put(MOVING, NumberColumn.of(draw(r -> by + r.nextGaussian(), rows)));
    return new Sample(features, sample.output());
  }

  private double[] draw(ToDoubleFunction<Random> draw, int rows) {
    double[] values = new double[rows];
    Arrays.setAll(values, _ -> draw.applyAsDouble(random));
    return values;
  }

  private String[] words(ToDoubleFunction<Random> draw, int rows) {
    return Arrays.stream(draw(draw, rows)).mapToObj(v -> "w" + (int) v).toArray(String[]::new);
  }
}
