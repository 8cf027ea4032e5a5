package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.message.Topics;
import io.millrace.monitoring.observe.Journal;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConceptTopologyTest {

  private static final Map<String, Object> USUAL = Map.of();

  private final Stage stage = new Stage();
  private final Random random = new Random(5);
  private int events;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void saysThatTheModelErrsMoreOftenSinceWhenAndByHowMuch() {
    watch(USUAL);
    answer(1, 400, 0.1);
    assertThat(stage.detections()).isEmpty();

    answer(1, 100, 0.6);

    var sent = stage.read(Topics.DRIFT_DETECTED);
    assertThat(sent).hasSize(1);
    assertThat(CloudEventHeaders.read(sent.getFirst().headers()).id())
        .matches("room/1/labelled-4\\d\\d/event-4\\d\\d/concept");
    DriftDetected detected = stage.memory().entries(Journal.DETECTIONS).getFirst();
    assertThat(detected.kind()).isEqualTo(DriftDetected.Kind.CONCEPT);
    assertThat(detected.modelVersion()).isEqualTo(1);
    assertThat(detected.window().predictions()).isBetween(10L, 100L);
    assertThat(detected.window().from()).isAfter(Stage.NOW.plusSeconds(350));
    assertThat(detected.evidence().getFirst().feature()).isEqualTo("busy");
    assertThat(detected.evidence().getFirst().test()).isEqualTo("adwin");
    assertThat(detected.evidence().getFirst().statistic())
        .isGreaterThan(detected.evidence().getFirst().threshold());
    assertThat(detected.summary())
        .matches(
            "Version 1 errs in \\d\\d\\.\\d % of its latest \\d\\d labelled predictions,"
                + " (9|1\\d)\\.\\d % before\\.");
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.kind()).isEqualTo("concept-drift"))
        .satisfies(alert -> assertThat(alert.text()).startsWith(detected.summary()));
  }

  @Test
  void leavesOutTheEventsThatAVersionWasMadeAndJudgedBy() {
    Instant seen = Stage.NOW.plusSeconds(400);
    stage.baselines.computeIfPresent(1, (_, baseline) -> baseline.until(seen));
    watch(USUAL);
    answer(1, 400, 0);

    answer(1, 600, 0.3);
    assertThat(stage.detections()).isEmpty();

    answer(1, 200, 0.8);
    assertThat(stage.detections()).isNotEmpty();
  }

  @Test
  void fasterDetectorsOnlyWarn() {
    watch(Map.of("warn", List.of("hddm-a", "ddm", "page-hinkley", "kswin"), "delta", 0.000001));
    answer(1, 300, 0.1);
    assertThat(stage.alerts()).isEmpty();

    answer(1, 40, 0.7);

    assertThat(stage.detections()).isEmpty();
    assertThat(stage.alerts())
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(alert.kind()).isEqualTo("concept-warning"))
        .allSatisfy(alert -> assertThat(alert.severity()).isEqualTo(Alert.Severity.INFO))
        .anySatisfy(alert -> assertThat(alert.text()).contains("hddm-a warns"));
  }

  @Test
  void saysNothingWhereItIsOff() {
    watch("off");
    answer(1, 50, 0);
    answer(1, 50, 1);

    assertThat(stage.detections()).isEmpty();
    assertThat(stage.keys("concept")).isEmpty();
  }

  @Test
  void aTruthThatComesAgainIsNoFurtherError() {
    watch(USUAL);
    answer(1, 100, 0);
    List<String> before = state();

    for (int i = 0; i < 100; i++) {
      stage.label("event-" + i, "neither");
    }

    assertThat(stage.detections()).isEmpty();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void chargesTheVersionThatPredictedAndSpeaksOfTheOneThatAnswers() {
    watch(USUAL);
    answer(1, 150, 0.1);
    for (int i = 0; i < 90; i++) {
      stage.predict(1, "late-" + i, i % 2 == 0 ? "yes" : "no");
    }
    answer(2, 60, 0.1);
    for (int i = 0; i < 90; i++) {
      stage.label("late-" + i, "neither");
    }
    answer(2, 200, 0.1);
    assertThat(stage.detections()).isEmpty();

    answer(2, 80, 0.7);

    assertThat(stage.detections())
        .singleElement()
        .satisfies(detected -> assertThat(detected.modelVersion()).isEqualTo(2));
  }

  @Test
  void aNewVersionStartsAfresh() {
    watch(USUAL);
    answer(1, 200, 0.05);
    answer(2, 200, 0.5);

    assertThat(stage.detections()).isEmpty();
  }

  @Test
  void goesOnAfterARestart() {
    watch(Map.of("warn", "hddm-a"));
    for (int i = 0; i < 15; i++) {
      answer(1, 29, i < 10 ? 0.1 : 0.7);
      stage.restart();
    }
    List<String> shaken = state();
    List<DriftDetected> told = stage.memory().entries(Journal.DETECTIONS);

    try (Stage calm = new Stage()) {
      calm.problems.put(Stage.NAME, Stage.problem(1_000, Map.of("warn", "hddm-a")));
      Random again = new Random(5);
      for (int i = 0; i < 15 * 29; i++) {
        answer(calm, 1, i, i < 10 * 29 ? 0.1 : 0.7, again);
      }

      assertThat(state(calm)).isEqualTo(shaken);
      assertThat(calm.memory().entries(Journal.DETECTIONS)).isEqualTo(told).hasSize(1);
    }
  }

  @Test
  void aNumberIsAMissWhereItIsOffByMoreThanIsUsual() {
    stage.problems.put(Stage.NAME, Stage.regression(Map.of("warn", "kswin")));
    number(300, 1);
    assertThat(stage.alerts()).isEmpty();

    number(80, 8);

    assertThat(stage.detections())
        .singleElement()
        .satisfies(
            detected ->
                assertThat(detected.summary())
                    .matches(
                        "Version 1 is off by more than 1\\.\\d+ in [4-9]\\d\\.\\d % of its latest"
                            + " \\d+ labelled predictions, [12]\\d\\.\\d % before\\."));
    assertThat(stage.alerts())
        .anySatisfy(
            alert ->
                assertThat(alert.text())
                    .contains("on average in its latest 30 labelled predictions"));
  }

  @Test
  void forgetsAVersionWholly() {
    stage.problems.put(Stage.NAME, Stage.regression(Map.of("warn", "kswin")));
    number(120, 1);
    assertThat(stage.keys("concept")).hasSize(2);
    assertThat(stage.keys("miss-bound")).hasSize(1);

    for (int version = 2; version < 7; version++) {
      stage.predict(version, "of-" + version, 1.0);
    }

    assertThat(stage.keys("concept")).isEmpty();
    assertThat(stage.keys("miss-bound")).isEmpty();
  }

  private void watch(Object concept) {
    stage.problems.put(Stage.NAME, Stage.problem(1_000, concept));
  }

  private void answer(int version, int count, double share) {
    for (int i = 0; i < count; i++) {
      answer(stage, version, events++, share, random);
    }
  }

  private static void answer(Stage stage, int version, int event, double share, Random random) {
    String label = event % 2 == 0 ? "yes" : "no";
    String other = event % 2 == 0 ? "no" : "yes";
    stage.predict(version, "event-" + event, label);
    stage.label("event-" + event, random.nextDouble() < share ? other : label);
  }

  private void number(int count, double spread) {
    for (int i = 0; i < count; i++) {
      double truth = 100 * random.nextDouble();
      String event = "event-" + events++;
      stage.predict(1, event, truth + spread * random.nextGaussian());
      stage.label(event, "" + truth);
    }
  }

  private List<String> state() {
    return state(stage);
  }

  private static List<String> state(Stage stage) {
    return stage.keys("concept").stream().map(key -> new String(stage.store().get(key))).toList();
  }
}
