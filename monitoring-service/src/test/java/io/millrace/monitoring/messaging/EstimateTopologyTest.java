package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.message.Alert;
import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Journal;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.Calibration;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model says 0.9 of each answer, and of three such answers two were right on its holdout. */
class EstimateTopologyTest {

  private static final List<Double> SAID = List.of(0.1, 0.9);

  private final Stage stage = new Stage();

  @BeforeEach
  void calibrate() {
    calibrate(2.0 / 3);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void expectsTheMetricWithoutALabel() {
    stage.predict(1, 3 * WINDOW, 0);

    List<Estimate> estimates = estimates();
    assertThat(estimates)
        .isNotEmpty()
        .allSatisfy(
            estimate -> {
              assertThat(estimate.modelVersion()).isEqualTo(1);
              assertThat(estimate.value()).isCloseTo(2.0 / 3, within(0.001));
              assertThat(estimate.from()).isBefore(estimate.to());
            });
    assertThat(estimates.stream().mapToLong(Estimate::predictions).sum()).isEqualTo(3L * WINDOW);
  }

  @Test
  void goesOnAfterARestart() {
    stage.predict(1, WINDOW / 2, 0);
    stage.restart();
    stage.predict(1, WINDOW / 2, 0);

    assertThat(estimates().stream().mapToLong(Estimate::predictions).sum()).isEqualTo(WINDOW);
  }

  @Test
  void expectsNothingOfAModelThatNobodyHasCalibrated() {
    stage.predict(2, WINDOW, 0);

    assertThat(estimates()).isEmpty();
  }

  @Test
  void isBoundedHoweverLongItLasts() {
    IntStream.range(0, 60).forEach(_ -> stage.predict(1, WINDOW, 0));

    assertThat(estimates()).hasSize(50);
  }

  @Test
  void estimatesOverAWindowAndNotByPieces() {
    stage.problems.put(Stage.NAME, Stage.problem(4 * WINDOW));
    calibrate(1);
    stage.predict(1, 3 * WINDOW, 0);
    calibrate(0.6);
    stage.predict(1, WINDOW, 0);

    assertThat(estimates().getFirst().predictions()).isEqualTo(4L * WINDOW);
    assertThat(estimates().getFirst().value()).isCloseTo(0.9, within(0.001));
    assertThat(stage.alerts()).isEmpty();

    stage.predict(1, 2 * WINDOW, 0);

    assertThat(estimates().getFirst().predictions()).isEqualTo(4L * WINDOW);
    assertThat(estimates().getFirst().value()).isCloseTo(0.7, within(0.001));
    assertThat(stage.alerts()).extracting(Alert::kind).containsExactly("estimated-performance");
  }

  @Test
  void tellsThatItIsLikelyToBeBadOnceAsAnEstimateAndTrainsNothing() {
    stage.predict(1, 3 * WINDOW, 0);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("estimated-performance");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING);
              assertThat(alert.incident().state()).isEqualTo(Alert.State.OPENED);
              assertThat(alert.incident().id()).matches("room/1/predicted-100/e99/estimate");
              assertThat(alert.text())
                  .isEqualTo(
                      "The accuracy is estimated to have fallen to 0.6667 (allowed 0.8000) over the"
                          + " latest 100 predictions of version 1: an estimate by how sure it was"
                          + " of each, since too few of their labels are there. Labels that come"
                          + " count in its place.");
            });
    assertThat(stage.detections()).isEmpty();
  }

  @Test
  void isOverWhenTheEstimateIsGoodAgain() {
    stage.predict(1, WINDOW, 0);
    stage.alerts();
    calibrate(0.95);

    stage.predict(1, WINDOW, 0);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.incident().state()).isEqualTo(Alert.State.CLOSED);
              assertThat(alert.text())
                  .endsWith("is estimated to be 0.9500 over the latest 100 predictions.");
            });
  }

  @Test
  void labelsThatComeCountInItsPlace() {
    predict("first", WINDOW);
    assertThat(stage.alerts()).hasSize(1);

    label("first", WINDOW);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.incident().state()).isEqualTo(Alert.State.CLOSED);
              assertThat(alert.text())
                  .endsWith(
                      "Labels have come, and count in place of the estimate: the accuracy is 1.0000"
                          + " over the last 50 labelled predictions.");
            });
  }

  @Test
  void isNotSpokenOfWhereLabelsComeAtOnce() {
    for (int i = 0; i < 3 * WINDOW; i++) {
      String label = i % 2 == 0 ? "yes" : "no";
      stage.predict(1, "event-" + i, label);
      stage.label("event-" + i, label);
    }
    stage.flush();

    assertThat(estimates()).isNotEmpty();
    assertThat(stage.alerts()).isEmpty();
  }

  @Test
  void labelsOfEarlierPredictionsSayNothingOfThese() {
    calibrate(0.95);
    predict("first", WINDOW);
    label("first", WINDOW);
    calibrate(0.6);

    predict("later", WINDOW);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.incident().state()).isEqualTo(Alert.State.OPENED));
  }

  @Test
  void isNeitherMadeNorSpokenOfWhereItIsOff() {
    stage.problems.put(Stage.NAME, Stage.unestimated());

    stage.predict(1, 2 * WINDOW, 0);

    assertThat(estimates()).isEmpty();
    assertThat(stage.keys("estimates")).isEmpty();
    assertThat(stage.alerts()).isEmpty();
  }

  @Test
  void saysTheSameAfterARestart() {
    stage.problems.put(Stage.NAME, Stage.problem(4 * WINDOW));
    stage.predict(1, 2 * WINDOW + WINDOW / 2, 0);
    stage.restart();
    stage.predict(1, WINDOW + WINDOW / 2, 0);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(
            alert ->
                assertThat(alert.incident().id()).matches("room/1/predicted-400/e399/estimate"));
  }

  @Test
  void isShownAsAMetric() {
    stage.predict(1, WINDOW, 0);
    stage.pass(Duration.ofMinutes(1));

    assertThat(
            stage
                .meters
                .get("millrace.performance.estimated")
                .tags("problem", "room", "version", "1", "metric", "accuracy")
                .gauge()
                .value())
        .isCloseTo(2.0 / 3, within(0.001));
  }

  @Test
  void keepsAFewPiecesOfEachVersionAndNoneOfThoseThatAreForgotten() {
    for (int version = 1; version <= 6; version++) {
      Baseline baseline = stage.baselines.get(1);
      stage.baselines.put(version, baseline);
      stage.predict(version, 3 * WINDOW, 0);
    }

    assertThat(stage.keys("estimates")).hasSize(4);
  }

  /** So many of its answers are right. */
  private void calibrate(double right) {
    Calibration.Curve curve = new Calibration.Curve(SAID, List.of(1 - right, right));
    stage.baselines.computeIfPresent(
        1, (_, baseline) -> baseline.with(new Calibration(List.of(curve, curve))));
  }

  private void predict(String events, int count) {
    for (int i = 0; i < count; i++) {
      stage.predict(1, events + "-" + i, i % 2 == 0 ? "yes" : "no");
    }
    stage.flush();
  }

  private void label(String events, int count) {
    for (int i = 0; i < count; i++) {
      stage.label(events + "-" + i, i % 2 == 0 ? "yes" : "no");
    }
    stage.flush();
  }

  private List<Estimate> estimates() {
    return stage.memory().entries(Journal.ESTIMATES);
  }
}
