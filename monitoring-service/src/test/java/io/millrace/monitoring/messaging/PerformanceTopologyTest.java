package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.monitoring.observe.VersionProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PerformanceTopologyTest {

  private static final int WINDOW = 50;

  private final Stage stage = new Stage();
  private int events;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void joinsTheTruthWhicheverComesFirst() {
    stage.predict(1, "a", "yes");
    stage.label("a", "yes");
    stage.label("b", "no");
    stage.predict(1, "b", "yes");

    assertThat(outcomes(1)).extracting(Outcome::truth).containsExactly("yes", "no");
    assertThat(outcomes(1)).extracting(Outcome::label).containsExactly("yes", "yes");
    assertThat(outcomes(1)).extracting(Outcome::probability).containsExactly(0.9, 0.1);
  }

  @Test
  void takesTheLatestTruthOfAnEvent() {
    stage.predict(1, "a", "yes");
    stage.label("a", "no");
    stage.label("a", "yes");
    stage.label("b", "no");
    stage.label("b", "yes");
    stage.predict(1, "b", "yes");

    assertThat(outcomes(1)).extracting(Outcome::truth).containsExactly("yes", "yes");
    assertThat(version(1).labelled()).isEqualTo(2);
  }

  @Test
  void spansTheLatestLabelledPredictionsOnly() {
    answer(1, WINDOW, false);
    answer(1, WINDOW, true);

    assertThat(stage.memory().outcomes(1, 0, 1_000)).hasSizeLessThan(WINDOW + Pages.SPAN);
    assertThat(stage.memory().entries(Journal.JUDGEMENTS).getFirst())
        .isEqualTo(new Judgement(1, 1.0, 2 * WINDOW, Stage.NOW));
  }

  @Test
  void raisesAnAlarmOnceWhenTheMetricFallsAndSaysWhenItIsBack() {
    answer(1, 2 * WINDOW, true);
    assertThat(stage.alerts()).isEmpty();

    answer(1, WINDOW, false);

    DriftDetected detected = stage.detections().getFirst();
    assertThat(detected.kind()).isEqualTo(DriftDetected.Kind.PERFORMANCE);
    assertThat(detected.evidence().getFirst().test()).isEqualTo("accuracy");
    assertThat(detected.evidence().getFirst().threshold()).isEqualTo(0.8);
    assertThat(detected.evidence().getFirst().statistic()).isLessThan(0.8);
    assertThat(stage.detections()).isEmpty();
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.kind()).isEqualTo("performance"))
        .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL));

    answer(1, 2 * WINDOW, true);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Alert.Severity.INFO));
  }

  @Test
  void isNotOverBeforeItIsClearlyBetterOrGoodForAWholeWindow() {
    answer(1, WINDOW, false);
    assertThat(stage.alerts()).hasSize(1);

    answerFourOfFive(WINDOW);
    assertThat(stage.memory().entries(Journal.JUDGEMENTS).getFirst().value()).isEqualTo(0.8);
    assertThat(stage.alerts()).isEmpty();
    answerFourOfFive(WINDOW);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.incident().state()).isEqualTo(Alert.State.CLOSED))
        .satisfies(alert -> assertThat(alert.text()).contains("The accuracy is 0.8000"));
  }

  private void answerFourOfFive(int count) {
    for (int i = 0; i < count; i += 5) {
      answer(1, 4, true);
      answer(1, 1, false);
    }
  }

  @Test
  void aNewVersionIsAnotherMatter() {
    answer(1, WINDOW, false);
    assertThat(stage.alerts()).hasSize(1);

    answer(2, 1, true);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).endsWith("Version 2 answers now."));
    answer(2, WINDOW, true);
    assertThat(stage.alerts()).isEmpty();
  }

  @Test
  void countsALateTruthToTheVersionThatPredictedButSpeaksOfTheOneThatServes() {
    for (int i = 0; i < WINDOW; i++) {
      stage.predict(1, "late-" + i, "yes");
    }
    stage.predict(2, 1, 0);
    for (int i = 0; i < WINDOW; i++) {
      stage.label("late-" + i, "no");
    }

    assertThat(version(1).labelled()).isEqualTo(WINDOW);
    assertThat(stage.memory().entries(Journal.JUDGEMENTS).getFirst().value()).isZero();
    assertThat(stage.alerts()).isEmpty();
  }

  @Test
  void goesOnAfterARestart() {
    answer(1, WINDOW, false);
    stage.predict(1, "open", "yes");
    assertThat(stage.alerts()).hasSize(1);

    stage.restart();
    stage.label("open", "yes");
    answer(1, WINDOW, false);

    assertThat(version(1).labelled()).isEqualTo(2 * WINDOW + 1);
    assertThat(stage.alerts()).isEmpty();
  }

  @Test
  void remembersABoundedNumberOfEvents() {
    stage.label("first", "yes");
    for (int i = 0; i < Stage.PENDING; i++) {
      stage.label("waiting-" + i, "yes");
    }

    stage.predict(1, "first", "yes");
    stage.predict(1, "waiting-" + (Stage.PENDING - 1), "yes");

    assertThat(version(1).labelled()).isEqualTo(1);
    assertThat(stage.store().approximateNumEntries()).isLessThan(3L * Stage.PENDING);
  }

  @Test
  void forgetsNothingBeforeItsTime() {
    stage.label("a", "yes");
    stage.pass(Duration.ofMinutes(2));
    stage.predict(1, "a", "yes");

    assertThat(version(1).labelled()).isEqualTo(1);
  }

  private void answer(int version, int count, boolean right) {
    for (int i = 0; i < count; i++) {
      String event = "event-" + events++;
      String label = i % 2 == 0 ? "yes" : "no";
      stage.predict(version, event, label);
      stage.label(event, right ? label : label.equals("yes") ? "no" : "yes");
    }
  }

  private VersionProgress version(int number) {
    return stage.memory().progress().versions().get(number);
  }

  private List<Outcome> outcomes(int version) {
    return stage.memory().outcomes(version, 0, version(version).labelled());
  }
}
