package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Journal;
import io.millrace.scoring.baseline.Calibration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model says 0.9 of each answer, and of three such answers two were right on its holdout. */
class EstimateTopologyTest {

  private static final List<Double> SAID = List.of(0.1, 0.9);
  private static final List<Double> THERE = List.of(1.0 / 3, 2.0 / 3);

  private final Stage stage = new Stage();

  @BeforeEach
  void calibrate() {
    Calibration.Curve curve = new Calibration.Curve(SAID, THERE);
    stage.baselines.computeIfPresent(
        1, (_, baseline) -> baseline.with(new Calibration(List.of(curve, curve))));
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

  private List<Estimate> estimates() {
    return stage.memory().entries(Journal.ESTIMATES);
  }
}
