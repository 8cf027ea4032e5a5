package io.millrace.monitoring.messaging;

import static io.millrace.message.Alert.State.CLOSED;
import static io.millrace.message.Alert.State.OPENED;
import static io.millrace.message.Alert.State.UPDATED;
import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.message.Topics;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.judge.Told;
import io.millrace.problem.Rollout;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentTopologyTest {

  private static final double DRIFTED = 1;

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aDriftThatGoesOnIsOneIncident() {
    stage.predict(1, 11 * WINDOW, DRIFTED);
    stage.predict(1, 2 * WINDOW, 0);
    List<Alert> alerts = stage.alerts();

    assertThat(alerts)
        .extracting(alert -> alert.incident().state())
        .containsExactly(OPENED, UPDATED, CLOSED);
    assertThat(alerts).extracting(alert -> alert.incident().id()).containsOnly(id(alerts));
    assertThat(alerts.getLast().severity()).isEqualTo(Alert.Severity.INFO);
    assertThat(alerts.getLast().incident().severity()).isEqualTo(Alert.Severity.WARNING);
    assertThat(alerts.getLast().text())
        .isEqualTo(
            "Over: the drift of the features of version 1. Its last windows are as it was trained.");
    assertThat(stage.memory().incidents()).noneMatch(Incident::isOpen);
  }

  @Test
  void hasTheIdOfTheDetectionThatOpenedIt() {
    stage.predict(1, WINDOW, DRIFTED);

    String detection = context(Topics.DRIFT_DETECTED);
    assertThat(id(stage.alerts())).isEqualTo(detection).matches("room/1/window-1/e\\d+/data");
  }

  @Test
  void isOverWhenTheProblemDoesNotAskForItAnyMore() {
    stage.predict(1, WINDOW, DRIFTED);
    stage.problems.put(Stage.NAME, Stage.drift("off"));

    stage.pass(Duration.ofMinutes(2));

    List<Alert> alerts = stage.alerts();
    assertThat(alerts)
        .extracting(alert -> alert.incident().state())
        .containsExactly(OPENED, CLOSED);
    assertThat(alerts.getLast().text()).endsWith("The problem does not ask for it any more.");
    assertThat(stage.memory().incidents()).isEmpty();
  }

  @Test
  void oneThatComesAndGoesIsToldOnce() {
    for (int i = 0; i < 4; i++) {
      stage.predict(1, WINDOW, DRIFTED);
      stage.predict(1, WINDOW, 0);
    }

    assertThat(stage.alerts()).hasSize(1);
    assertThat(stage.detections()).hasSize(1);
  }

  @Test
  void oneThatIsSoonBackIsTheSameAndOneThatComesLaterIsNot() {
    stage.predict(1, WINDOW, DRIFTED);
    stage.predict(1, 3 * WINDOW, 0);
    stage.predict(1, WINDOW, DRIFTED);
    List<Alert> soon = stage.alerts();
    stage.predict(1, 13 * WINDOW, 0);
    stage.predict(1, WINDOW, DRIFTED);
    List<Alert> later = stage.alerts();

    assertThat(soon)
        .extracting(alert -> alert.incident().state())
        .containsExactly(OPENED, CLOSED, OPENED);
    assertThat(soon).extracting(alert -> alert.incident().id()).containsOnly(id(soon));
    assertThat(later).extracting(alert -> alert.incident().state()).containsExactly(CLOSED, OPENED);
    assertThat(later.getLast().incident().id()).isNotEqualTo(id(soon));
  }

  @Test
  void oneThatBecomesWorseIsToldAtOnce() {
    stage.predict(1, WINDOW, DRIFTED);
    stage.predict(1, WINDOW, 5);

    assertThat(stage.alerts())
        .filteredOn(alert -> alert.kind().equals("drift"))
        .extracting(Alert::severity)
        .containsExactly(Alert.Severity.WARNING, Alert.Severity.CRITICAL);
  }

  @Test
  void aNewVersionEndsThoseOfTheOneBefore() {
    stage.predict(1, WINDOW, DRIFTED);
    String id = id(stage.alerts());

    stage.predict(2, 1, 0);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.incident().id()).isEqualTo(id))
        .satisfies(alert -> assertThat(alert.incident().state()).isEqualTo(CLOSED))
        .satisfies(alert -> assertThat(alert.text()).endsWith("Version 2 answers now."));
    assertThat(stage.memory().incidents()).isEmpty();
  }

  @Test
  void aVersionThatIsStillToAnswerKeepsItsIncidents() {
    stage.tell(Told.registered(Stage.NAME, 1, Rollout.IMMEDIATE), Stage.NOW);
    stage.predict(1, WINDOW, DRIFTED);
    stage.alerts();

    stage.predict(2, 1, 0);
    assertThat(stage.alerts()).isEmpty();

    stage.tell(Told.registered(Stage.NAME, 2, Rollout.IMMEDIATE), Stage.NOW);
    stage.predict(2, WINDOW, 0);
    assertThat(stage.alerts()).singleElement().matches(a -> a.incident().state() == CLOSED);
  }

  @Test
  void aProblemThatIsDeletedLeavesNoneOpen() {
    stage.predict(1, WINDOW, DRIFTED);
    String id = id(stage.alerts());

    stage.delete(Stage.NOW.plusSeconds(60));
    stage.delete(Stage.NOW.plusSeconds(60));

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.incident().id()).isEqualTo(id))
        .satisfies(alert -> assertThat(alert.text()).endsWith("The problem was deleted."));
  }

  @Test
  void goesOnAfterARestart() {
    try (Stage undisturbed = new Stage()) {
      List<String> calm = new ArrayList<>();
      List<String> shaken = new ArrayList<>();
      for (double moved : new double[] {DRIFTED, 0, DRIFTED, 5, 0, 0, DRIFTED}) {
        undisturbed.predict(1, WINDOW, moved);
        stage.predict(1, WINDOW / 2, moved);
        stage.restart();
        stage.predict(1, WINDOW / 2, moved);
        calm.addAll(ids(undisturbed));
        shaken.addAll(ids(stage));
      }

      assertThat(shaken).isEqualTo(calm).hasSizeGreaterThanOrEqualTo(4);
      assertThat(stage.memory().incidents()).isEqualTo(undisturbed.memory().incidents());
    }
  }

  @Test
  void whatWasFoundLastIsShownAsMetrics() {
    stage.predict(1, WINDOW, DRIFTED);
    for (int i = 0; i < 60; i++) {
      stage.predict(1, "answered-" + i, "yes");
      stage.label("answered-" + i, "yes");
    }
    stage.pass(Duration.ofMinutes(1));

    assertThat(
            stage
                .meters
                .get("millrace.drift.ratio")
                .tags("problem", "room", "version", "1", "feature", "x")
                .gauge()
                .value())
        .isGreaterThan(1);
    assertThat(
            stage
                .meters
                .get("millrace.performance")
                .tags("version", "1", "metric", "accuracy")
                .gauge()
                .value())
        .isEqualTo(1);
    assertThat(stage.meters.get("millrace.performance.bound").gauge().value()).isEqualTo(0.8);
    stage.restart();
    assertThat(stage.meters.find("millrace.drift.ratio").gauges()).isEmpty();
  }

  private static List<String> ids(Stage stage) {
    return stage.read(Topics.ALERTS).stream()
        .map(record -> CloudEventHeaders.read(record.headers()).id())
        .toList();
  }

  private String context(String topic) {
    return CloudEventHeaders.read(stage.read(topic).getFirst().headers()).id();
  }

  private static String id(List<Alert> alerts) {
    return alerts.getFirst().incident().id();
  }
}
