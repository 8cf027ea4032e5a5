package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.message.Alert;
import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Journal;
import io.millrace.scoring.baseline.ExpectedLoss;
import io.millrace.scoring.baseline.LossInput;
import io.millrace.scoring.baseline.LossTree;
import io.millrace.scoring.baseline.Spread;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On its holdout the model was off by 1 where x is below 0, and by 5 elsewhere. */
class EstimatedErrorTopologyTest {

  private static final ExpectedLoss LOSS =
      new ExpectedLoss(
          List.of(new LossInput.OfNumber("x", List.of(0.0))),
          Map.of(
              "mae",
              new ExpectedLoss.Trees(
                  0, List.of(new LossTree(List.of(0), List.of(1L), List.of(1.0, 5.0))))),
          new Spread(0, 0, 0));

  private final Stage stage = new Stage();
  private final Random random = new Random(4);
  private int events;

  @BeforeEach
  void learn() {
    stage.problems.put(Stage.NAME, Stage.bounded(4));
    stage.baselines.put(1, numbers());
  }

  private io.millrace.scoring.baseline.Baseline numbers() {
    var before = stage.baselines.get(1);
    return new io.millrace.scoring.baseline.Baseline(
            before.rows(), before.features(), before.features().get("x"), List.of())
        .with(LOSS);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void expectsErrorsByTheRowsThatAreAsked() {
    predict(500, 0.5);
    assertThat(estimates().getFirst().value()).isCloseTo(3, within(0.3));
    assertThat(stage.alerts()).isEmpty();

    predict(500, 0.95);

    assertThat(estimates().getFirst())
        .satisfies(latest -> assertThat(latest.value()).isCloseTo(4.8, within(0.1)))
        .satisfies(latest -> assertThat(latest.predictions()).isEqualTo(500));
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("estimated-performance");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING);
              assertThat(alert.text())
                  .startsWith("The mae is estimated to have risen to 4.")
                  .contains("(allowed 4.0000)", "an estimate by the errors that such rows had");
            });
  }

  /** The same rows come to mean something else: everything is off by 40, and nobody sees it. */
  @Test
  void isBlindToRowsThatMeanSomethingElseUntilLabelsTell() {
    predict(500, 0.5);
    double before = estimates().getFirst().value();

    for (int i = 0; i < 500; i++) {
      predict(random.nextDouble() < 0.5);
      stage.label("event-" + (events - 1), "140");
    }
    stage.flush();

    assertThat(estimates().getFirst().value()).isCloseTo(before, within(0.3));
    assertThat(stage.alerts()).extracting(Alert::kind).contains("performance");
    assertThat(stage.alerts()).extracting(Alert::kind).doesNotContain("estimated-performance");
  }

  @Test
  void expectsNothingOfAModelWhoseErrorsNobodyHasLearned() {
    stage.baselines.put(1, stage.baselines.get(2));

    predict(500, 0.5);

    assertThat(estimates()).isEmpty();
  }

  private List<Estimate> estimates() {
    return stage.memory().entries(Journal.ESTIMATES);
  }

  /**
   * @param share of rows that the model finds hard
   */
  private void predict(int count, double share) {
    for (int i = 0; i < count; i++) {
      predict(random.nextDouble() < share);
    }
    stage.flush();
  }

  private void predict(boolean isHard) {
    stage.predict(
        new Prediction(
            new EventId("event-" + events),
            1,
            Stage.NOW.plusSeconds(events++),
            Map.of("x", isHard ? 1.0 : -1.0),
            null,
            null,
            100.0,
            10));
  }
}
