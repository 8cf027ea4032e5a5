package io.millrace.scoring.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Metric;
import io.millrace.problem.Prepare.TimePart;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.baseline.Importance.OfFeature;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.test.SmallGraphs;
import io.millrace.scoring.test.SmallPackages;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationImportanceTest {

  /** y = 3 a - b + 0 c + 2 hour, and c is in nobody's encoder. */
  private static final FittedFeatures FEATURES =
      new FittedFeatures(
          List.of(
              new Encoder.NumberEncoder("a", 0, 0, 1),
              new Encoder.NumberEncoder("b", 0, 0, 1),
              new Encoder.TimeEncoder("hour", TimePart.HOUR_OF_DAY, 12, 1)));

  private static final Schema SCHEMA = new Schema(List.of(number("c"), number("b"), number("a")));

  @Test
  void isTheLossOfTheMetricWhereValuesAreExchanged() {
    RowBatch rows = rows(5_000);

    Importance found = of(rows, 1).orElseThrow();

    double deviation = 1 / Math.sqrt(12);
    assertThat(found.metric()).isEqualTo("rmse");
    assertThat(found.value()).isCloseTo(0, within(1e-5));
    assertThat(found.rows()).isEqualTo(5_000);
    assertThat(found.features())
        .extracting(OfFeature::feature)
        .containsExactly("date", "a", "b", "c");
    assertThat(mean(found, "a")).isCloseTo(3 * Math.sqrt(2) * deviation, within(0.03));
    assertThat(mean(found, "b")).isCloseTo(Math.sqrt(2) * deviation, within(0.01));
    assertThat(mean(found, "date"))
        .isCloseTo(2 * Math.sqrt(2) * Math.sqrt(575.0 / 12), within(0.4));
    assertThat(found.features().getLast()).isEqualTo(new OfFeature("c", 0, 0));
    assertThat(found.features().getFirst().deviation()).isPositive().isLessThan(0.3);
  }

  @Test
  void isTheSameForTheSameSeedOnly() {
    RowBatch rows = rows(500);

    assertThat(of(rows, 1)).isEqualTo(of(rows, 1)).isNotEqualTo(of(rows, 2));
  }

  @Test
  void looksAtABoundedNumberOfRowsAndLeavesThemAsTheyAre() {
    RowBatch rows = rows(20_000);
    double first = rows.numbers(2)[0];
    long time = rows.epochMillis()[0];
    AtomicInteger scored = new AtomicInteger();

    Importance found;
    try (ScoringModel model = regressor()) {
      found = of(counting(model, scored), rows, 1).orElseThrow();
    }

    assertThat(found.rows()).isEqualTo(5_000);
    assertThat(scored).hasValue(5_000 * (1 + 3 * PermutationImportance.REPEATS));
    assertThat(rows.numbers(2)[0]).isEqualTo(first);
    assertThat(rows.epochMillis()[0]).isEqualTo(time);
  }

  @Test
  void countsTheLabelsThatAreAnsweredAndOwesNothingToAnIdleFeature() {
    double[] lights = IntStream.range(0, 400).mapToDouble(i -> 2.0 * i).toArray();
    RowBatch rows = SmallPackages.rows(lights);
    int[] truth = Arrays.stream(lights).mapToInt(light -> light > 365 ? 1 : 0).toArray();

    Importance found;
    try (ScoringModel model = classifier()) {
      found = judged(model, rows, truth, Metric.ACCURACY).orElseThrow();
    }

    assertThat(found.value()).isEqualTo(1);
    assertThat(found.features()).extracting(OfFeature::feature).containsExactly("Light", "CO2");
    assertThat(mean(found, "Light")).isCloseTo(0.5, within(0.05));
    assertThat(mean(found, "CO2")).isZero();
  }

  @Test
  void saysNothingWhereTheRowsLeaveTheMetricUndefined() {
    RowBatch rows = SmallPackages.rows(1, 2, 3);

    try (ScoringModel model = classifier()) {
      assertThat(judged(model, rows, new int[3], Metric.ROC_AUC)).isEmpty();
    }
  }

  private static Optional<Importance> judged(
      ScoringModel model, RowBatch rows, int[] truth, Metric metric) {
    return new PermutationImportance(
            model::score,
            SmallPackages.FEATURES,
            (scores, some) ->
                new ClassAnswers(
                    2,
                    OptionalInt.of(1),
                    Arrays.stream(some).map(row -> truth[row]).toArray(),
                    IntStream.range(0, scores.rows()).map(scores::answer).toArray(),
                    probabilities(scores)),
            metric,
            1)
        .over(rows, "date");
  }

  private static float[] probabilities(Scores scores) {
    float[] flat = new float[2 * scores.rows()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = scores.probability(i / 2, i % 2);
    }
    return flat;
  }

  private static Optional<Importance> of(RowBatch rows, long seed) {
    try (ScoringModel model = regressor()) {
      return of(model::score, rows, seed);
    }
  }

  private static Optional<Importance> of(
      java.util.function.Function<RowBatch, Scores> model, RowBatch rows, long seed) {
    double[] truth = new double[rows.size()];
    try (ScoringModel right = regressor()) {
      Arrays.setAll(truth, right.score(rows)::value);
    }
    return new PermutationImportance(
            model,
            FEATURES,
            (scores, some) ->
                new NumberAnswers(
                    Arrays.stream(some).mapToDouble(row -> truth[row]).toArray(),
                    IntStream.range(0, scores.rows()).mapToDouble(scores::value).toArray()),
            Metric.RMSE,
            seed)
        .over(rows, "date");
  }

  private static java.util.function.Function<RowBatch, Scores> counting(
      ScoringModel model, AtomicInteger scored) {
    return rows -> {
      scored.addAndGet(rows.size());
      return model.score(rows);
    };
  }

  private static ScoringModel regressor() {
    byte[] onnx = SmallGraphs.regressor(new float[] {3, -1, 2}, 0);
    return ScoringModel.load(onnx, FEATURES, Task.REGRESSION, List.of());
  }

  private static ScoringModel classifier() {
    return ScoringModel.load(
        SmallPackages.onnx(), SmallPackages.FEATURES, Task.CLASSIFICATION, SmallPackages.CLASSES);
  }

  private static RowBatch rows(int count) {
    Random random = new Random(5);
    RowBatch rows = new RowBatch(SCHEMA, count);
    for (int i = 0; i < count; i++) {
      rows.add(
          Map.of("a", random.nextDouble(), "b", random.nextDouble(), "c", random.nextDouble()),
          Instant.EPOCH.plusSeconds(3600L * i));
    }
    return rows;
  }

  private static double mean(Importance importance, String feature) {
    return importance.features().stream()
        .filter(each -> each.feature().equals(feature))
        .findFirst()
        .orElseThrow()
        .mean();
  }

  private static Feature number(String name) {
    return new Feature.Number(name, true, Optional.empty());
  }
}
