package io.millrace.monitoring.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Calibration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model that says how far x is above 0, and is too sure of it; what is true follows from x by
 * chance.
 */
class ExpectedScoreTest {

  private static final List<String> CLASSES = List.of("0", "1");
  private static final Define DEFINE =
      new Define(Task.CLASSIFICATION, "y", Optional.empty(), Optional.empty());
  private static final int ROWS = 5_000;

  private final Random random = new Random(11);

  private record Row(double said, int truth) {

    int answer() {
      return said >= 0.5 ? 1 : 0;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {
        "ACCURACY",
        "BALANCED_ACCURACY",
        "PRECISION",
        "RECALL",
        "F1",
        "MACRO_F1",
        "ROC_AUC",
        "PR_AUC",
        "LOG_LOSS",
        "BRIER"
      })
  void isWhatComesOutWhereRowsBecomeHarder(Metric metric) {
    Calibration calibration = calibration();
    List<Row> harder = rows(() -> random.nextGaussian() * 0.7, ExpectedScoreTest::chance);

    double expected = expected(metric, calibration, harder);

    assertThat(expected).isCloseTo(actual(metric, harder), within(0.02));
  }

  @Test
  void tellsThatRowsHaveBecomeHarder() {
    Calibration calibration = calibration();
    double before = expected(Metric.ACCURACY, calibration, usual());
    double after =
        expected(
            Metric.ACCURACY,
            calibration,
            rows(() -> random.nextGaussian() * 0.3, ExpectedScoreTest::chance));

    assertThat(before - after).isGreaterThan(0.1);
  }

  @Test
  void doesNotSeeThatRowsMeanSomethingElse() {
    List<Row> turned = rows(() -> random.nextGaussian() * 2, x -> 1 - chance(x));

    assertThat(actual(Metric.ACCURACY, turned)).isLessThan(0.3);
    assertThat(expected(Metric.ACCURACY, calibration(), turned)).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"ACCURACY", "F1", "ROC_AUC", "PR_AUC", "BRIER"})
  void piecesGiveWhatAllOfThemWouldGive(Metric metric) {
    Calibration calibration = calibration();
    List<Row> easy = usual();
    List<Row> hard = rows(() -> random.nextGaussian() * 0.3, ExpectedScoreTest::chance);
    List<Row> all = new ArrayList<>(easy);
    all.addAll(hard);
    var score = new ExpectedScore(CLASSES, calibration, metric, DEFINE);

    Estimate.Piece pieces = piece(score, easy).plus(piece(score, hard));

    assertThat(pieces.predictions()).isEqualTo(2L * ROWS);
    assertThat(
            score
                .value(pieces.sums().stream().mapToDouble(Double::doubleValue).toArray())
                .orElseThrow())
        .isCloseTo(expected(metric, calibration, all), within(1e-4))
        .isCloseTo(actual(metric, all), within(0.02));
  }

  private static Estimate.Piece piece(ExpectedScore score, List<Row> rows) {
    List<Prediction> predictions = rows.stream().map(ExpectedScoreTest::prediction).toList();
    return Estimate.Piece.of(predictions, score.sums(predictions));
  }

  private List<Row> usual() {
    return rows(() -> random.nextGaussian() * 2, ExpectedScoreTest::chance);
  }

  private Calibration calibration() {
    List<Row> holdout = usual();
    return Calibration.of(
        2,
        holdout.stream().mapToInt(Row::truth).toArray(),
        (row, cls) -> cls == 1 ? holdout.get(row).said() : 1 - holdout.get(row).said());
  }

  private static double chance(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private List<Row> rows(DoubleSupplier x, DoubleUnaryOperator truth) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double at = x.getAsDouble();
      int there = random.nextDouble() < truth.applyAsDouble(at) ? 1 : 0;
      rows.add(new Row(chance(2.5 * at), there));
    }
    return rows;
  }

  private static double expected(Metric metric, Calibration calibration, List<Row> rows) {
    var score = new ExpectedScore(CLASSES, calibration, metric, DEFINE);
    return score
        .value(score.sums(rows.stream().map(ExpectedScoreTest::prediction).toList()))
        .orElseThrow();
  }

  private static Prediction prediction(Row row) {
    return new Prediction(
        new EventId("e"),
        1,
        Instant.EPOCH,
        Map.of(),
        CLASSES.get(row.answer()),
        Map.of("0", 1 - row.said(), "1", row.said()),
        null,
        1);
  }

  private static double actual(Metric metric, List<Row> rows) {
    List<Outcome> outcomes =
        rows.stream()
            .map(
                row ->
                    Outcome.of(
                        Answer.of(new Told(prediction(row), "e", Instant.EPOCH, "c")),
                        CLASSES.get(row.truth()),
                        metric))
            .toList();
    return Scorecard.of(metric, outcomes, CLASSES, DEFINE).orElseThrow();
  }
}
