package io.millrace.monitoring.compare;

import static io.millrace.monitoring.compare.DecidedWorld.logistic;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Attribution;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How quiet it is where nothing has drifted, and what it finds, and what it does not. */
class AttributionDriftTest {

  private static final int HOLDOUT = 1_000;
  private static final int BASELINES = 10;
  private static final int WINDOWS_EACH = 20;

  private static final Map<String, ToDoubleFunction<double[]>> MODELS =
      Map.of(
          "logistic",
          x -> logistic(2 * x[0] + x[1] + 0.7 * x[2] + 0.8 * x[15] - 1),
          "steps",
          x -> x[0] > 1.3 || x[1] > 1.6 && x[5] > 0.3 ? 0.98 : 0.02,
          "heavy-tailed",
          x -> Math.exp(1.2 * x[0] + 0.6 * x[1] + 0.6 * x[2]),
          "of-many",
          x -> x[0] + x[1] + x[2] + x[3] + x[4] + x[9] + x[10] + x[11],
          "nothing-of-much",
          x -> logistic(0.3 * x[0] + 3 * x[1] * x[2]),
          "rare",
          x -> x[0] > 2 && x[15] >= 1 ? 0.9 : 0.01 * x[5]);

  private static double share(
      DecidedWorld before, DecidedWorld after, int holdout, int window, int windowsEach) {
    int drifted = 0;
    for (int i = 0; i < BASELINES; i++) {
      Attribution baseline = before.rows(holdout).attribution();
      AttributionComparison comparison = new AttributionComparison(baseline);
      for (int j = 0; j < windowsEach; j++) {
        drifted +=
            comparison
                    .compare(after.rows(window).spread(baseline))
                    .filter(AttributionVerdict::drifted)
                    .isPresent()
                ? 1
                : 0;
      }
    }
    return (double) drifted / (BASELINES * windowsEach);
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, 200, 1000",
    "logistic, 1000, 1000",
    "logistic, 5000, 200",
    "steps, 1000, 200",
    "steps, 1000, 1000",
    "heavy-tailed, 1000, 200",
    "heavy-tailed, 1000, 1000",
    "of-many, 1000, 200",
    "nothing-of-much, 1000, 200",
    "rare, 5000, 200",
    "rare, 1000, 1000"
  })
  void staysQuietWhileNothingDrifts(String model, int holdout, int window) {
    DecidedWorld world = new DecidedWorld(20_26, MODELS.get(model));

    assertThat(share(world, world, holdout, window, WINDOWS_EACH)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void staysQuietInLargeWindows() {
    DecidedWorld world = new DecidedWorld(20_26, MODELS.get("logistic"));

    assertThat(share(world, world, HOLDOUT, 10_000, 2)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"logistic", "steps", "heavy-tailed"})
  void findsAWorldInWhichTheMostImportantFeatureStandsStill(String model) {
    DecidedWorld world = new DecidedWorld(7, MODELS.get(model));

    assertThat(share(world, world.but(x -> x[0] = 0.2), HOLDOUT, 1_000, WINDOWS_EACH))
        .isGreaterThanOrEqualTo(0.95);
  }

  /** Where {@code x5} is high it is {@code x0} that decides, elsewhere {@code x1}. */
  @Test
  void findsThatAnotherFeatureDecidesSinceWhatDecidesWhichHasMoved() {
    DecidedWorld mostlyHigh =
        new DecidedWorld(8, x -> logistic(x[5] > 0.2 ? 3 * x[0] + x[2] : 3 * x[1] + x[2]));
    DecidedWorld mostlyLow = mostlyHigh.but(x -> x[5] *= 0.25);

    assertThat(share(mostlyHigh, mostlyLow, HOLDOUT, 1_000, WINDOWS_EACH))
        .isGreaterThanOrEqualTo(0.95);
  }

  /** The model looks at {@code x0}, and {@code x1} went along with it. */
  @Test
  void findsFeaturesThatWentTogetherAndDoNotWhichNoFeatureByItselfTells() {
    DecidedWorld apart = new DecidedWorld(9, x -> x[0] + 0.3 * x[2]);
    DecidedWorld together = apart.but(x -> x[1] = 0.95 * x[0] + 0.312 * x[1]);
    DecidedWorld.Rows training = together.rows(HOLDOUT);
    Comparison columns = new Comparison(training.baseline(), "y");
    int moved = 0;
    for (int i = 0; i < 50; i++) {
      moved += columns.compare(apart.rows(1_000).sample(), Monitor.Test.AUTO).drifted() ? 1 : 0;
    }

    assertThat(share(together, apart, HOLDOUT, 1_000, WINDOWS_EACH)).isGreaterThanOrEqualTo(0.95);
    assertThat(moved).isLessThanOrEqualTo(2);
  }

  @Test
  void isBlindToWhatDecidesOnlyTogether() {
    DecidedWorld world =
        new DecidedWorld(10, x -> x[0] + 3 * Math.signum(x[1]) * Math.signum(x[2]));
    DecidedWorld still = world.but(x -> x[1] = x[2]);

    assertThat(share(world, still, HOLDOUT, 1_000, 5)).isLessThanOrEqualTo(0.1);
  }

  @Test
  void saysWhichFeaturesAndHowMuch() {
    DecidedWorld world = new DecidedWorld(11, MODELS.get("logistic"));
    Attribution baseline = world.rows(HOLDOUT).attribution();

    AttributionVerdict verdict =
        new AttributionComparison(baseline)
            .compare(world.but(x -> x[0] = 0.2).rows(1_000).spread(baseline))
            .orElseThrow();

    assertThat(verdict.changed().getFirst().feature()).isEqualTo("x0");
    assertThat(verdict.changed().getFirst().then()).isGreaterThan(0.5);
    assertThat(verdict.changed().getFirst().now()).isLessThan(0.05);
    assertThat(verdict.evidence("y"))
        .extracting(Finding::test)
        .contains(Finding.NDCG_LOSS, Finding.ATTRIBUTION);
    assertThat(verdict.evidence("y")).allMatch(Finding::crossed);
  }

  @Test
  void saysNothingWhereAnswersDoNotVary() {
    DecidedWorld world = new DecidedWorld(12, MODELS.get("logistic"));
    Attribution baseline = world.rows(HOLDOUT).attribution();
    DecidedWorld.Rows rows = world.rows(1_000);
    java.util.Arrays.fill(rows.answers(), 0.3);

    assertThat(new AttributionComparison(baseline).compare(rows.spread(baseline))).isEmpty();
    assertThat(new AttributionComparison(baseline).compare(Spread.NONE)).isEmpty();
  }
}
