package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.ExpectedLoss;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.PackageJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model that answers 100 + 10 x, and is right on average. By how much it is off grows with the
 * feature {@code wind}, is thrice as much in {@code fog}, and is nothing special otherwise.
 */
class LossFitTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("x", false, Optional.empty()),
              new Feature.Number("wind", true, Optional.empty()),
              new Feature.Category("sky", true, List.of()),
              new Feature.Bool("open", true)));

  private static final int HOLDOUT = 3_000;
  private static final int WINDOW = 1_000;

  private final Random random = new Random(17);

  @SuppressWarnings("ArrayRecordComponent") // columns, never compared
  private record World(RowBatch rows, double[] truth, double[] answer) {

    Optional<ExpectedLoss> learned() {
      return LossFit.of(rows, truth, answer);
    }

    double real(Metric metric) {
      return new io.millrace.scoring.metric.NumberAnswers(truth, answer).value(metric);
    }

    double expected(ExpectedLoss loss, Metric metric) {
      double sum = 0;
      for (int row = 0; row < truth.length; row++) {
        sum += loss.of(metric, rows.values(row), answer[row]);
      }
      double mean = sum / truth.length;
      return metric == Metric.RMSE || metric == Metric.RMSLE ? Math.sqrt(mean) : mean;
    }
  }

  /**
   * @param wind on average, beside 1 to spread about it
   * @param fog how often
   */
  private World world(int size, double wind, double fog) {
    RowBatch rows = new RowBatch(SCHEMA, size);
    double[] truth = new double[size];
    double[] answer = new double[size];
    for (int row = 0; row < size; row++) {
      double x = random.nextGaussian();
      double blows = Math.max(0, wind + random.nextGaussian());
      boolean isFoggy = random.nextDouble() < fog;
      double spread = (1 + 2 * blows) * (isFoggy ? 3 : 1);
      answer[row] = 100 + 10 * x;
      truth[row] = Math.max(1, answer[row] + spread * random.nextGaussian());
      Map<String, Object> values = new HashMap<>();
      values.put("x", x);
      values.put("wind", row % 50 == 0 ? null : blows);
      values.put("sky", isFoggy ? "fog" : row % 3 == 0 ? "clear" : "cloudy");
      values.put("open", row % 2 == 0);
      rows.add(values, Instant.EPOCH.plusSeconds(row));
    }
    return new World(rows, truth, answer);
  }

  @ParameterizedTest
  @CsvSource({
    "MAE, 0.1",
    "RMSE, 0.15",
    "RMSLE, 0.15",
    "MAPE, 0.1",
  })
  void followsAWorldInWhichErrorsGrowWithAFeatureThatShifts(Metric metric, double margin) {
    World holdout = world(HOLDOUT, 1.5, 0.1);
    ExpectedLoss loss = holdout.learned().orElseThrow();

    for (double wind : new double[] {0.5, 1, 1.5, 2, 2.5}) {
      World later = world(5 * WINDOW, wind, 0.1);
      double real = later.real(metric);

      assertThat(later.expected(loss, metric))
          .as("%s where the wind is %s", metric, wind)
          .isCloseTo(real, within(margin * real));
    }
    World stormy = world(5 * WINDOW, 3, 0.1);
    double real = stormy.real(metric);
    double off = real - holdout.real(metric);
    assertThat(off).as("by how much the holdout's own mean is off").isGreaterThan(0.28 * real);
    assertThat(stormy.expected(loss, metric))
        .as("beyond what the holdout has many of")
        .isCloseTo(real, within(0.6 * off));
  }

  @Test
  void followsWordsThatBecomeFrequent() {
    ExpectedLoss loss = world(HOLDOUT, 1.5, 0.1).learned().orElseThrow();
    World foggy = world(5 * WINDOW, 1.5, 0.6);

    assertThat(foggy.expected(loss, Metric.MAE))
        .isCloseTo(foggy.real(Metric.MAE), within(0.08 * foggy.real(Metric.MAE)));
  }

  /** What trees say of rows that they were fitted to would be too kind. */
  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"MAE", "RMSE"})
  void isHonestOfRowsLikeThoseOfTheHoldout(Metric metric) {
    double ratios = 0;
    for (int round = 0; round < 5; round++) {
      World holdout = world(500, 1.5, 0.1);
      ExpectedLoss loss = holdout.learned().orElseThrow();
      World fresh = world(5 * WINDOW, 1.5, 0.1);
      ratios += fresh.expected(loss, metric) / fresh.real(metric);
      assertThat(holdout.expected(loss, metric))
          .isCloseTo(holdout.real(metric), within(0.05 * holdout.real(metric)));
    }

    assertThat(ratios / 5).isCloseTo(1, within(0.06));
  }

  @Test
  void isTheMeanWhereNothingTellsErrorsApart() {
    RowBatch rows = world(HOLDOUT, 1.5, 0).rows();
    double[] truth = new double[HOLDOUT];
    double[] answer = new double[HOLDOUT];
    java.util.Arrays.setAll(truth, _ -> 10 * random.nextDouble());
    ExpectedLoss loss = LossFit.of(rows, truth, answer).orElseThrow();

    for (int row = 0; row < 100; row++) {
      assertThat(loss.of(Metric.MAE, rows.values(row), 0)).isCloseTo(5, within(0.4));
    }
  }

  @Test
  void theSameRowsGiveTheSameBytes() {
    World holdout = world(HOLDOUT, 1.5, 0.1);

    byte[] once = PackageJson.write(holdout.learned().orElseThrow());

    assertThat(PackageJson.write(holdout.learned().orElseThrow())).isEqualTo(once);
    assertThat(once).hasSizeLessThan(100_000);
    assertThat(PackageJson.read(once, ExpectedLoss.class)).isEqualTo(holdout.learned().get());
  }

  @Test
  void leavesOutMetricsThatTheTruthDoesNotDefine() {
    World holdout = world(200, 1.5, 0);
    holdout.truth()[3] = -1;
    holdout.truth()[4] = 0;

    assertThat(holdout.learned().orElseThrow().losses()).containsOnlyKeys("mae", "rmse");
  }

  @Test
  void learnsNothingOfFewRows() {
    World holdout = world(120, 1.5, 0);
    for (int row = 0; row < 30; row++) {
      holdout.truth()[row] = Double.NaN;
    }

    assertThat(holdout.learned()).isEmpty();
  }
}
