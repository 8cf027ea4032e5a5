package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.Topics;
import io.millrace.message.TrafficChanged;
import io.millrace.monitoring.judge.Recall;
import io.millrace.monitoring.judge.Told;
import io.millrace.problem.Metric;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Challenger;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutTopologyTest {

  private static final Duration TICK = Duration.ofSeconds(1);

  private Stage stage = new Stage();
  private int events;

  @BeforeEach
  void register() {
    stage.tell(Told.registered(NAME, 1, Rollout.IMMEDIATE), Stage.NOW);
    stage.tell(Told.registered(NAME, 2, Told.CANARY), Stage.NOW);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void rollsBackTheWorse() {
    answer(150, "yes", "no", "yes");
    stage.pass(TICK);

    List<ControlMessage> told = stage.models();
    assertThat(told).hasSize(1);
    ModelRolledBack back = (ModelRolledBack) told.getFirst();
    assertThat(back.from()).isEqualTo(2);
    assertThat(back.to()).isEqualTo(1);
    assertThat(back.evidence().metric()).isEqualTo(Metric.F1);
    assertThat(alerts()).singleElement().returns(Alert.Severity.WARNING, Alert::severity);
    assertThat(recall().trials()).isEmpty();
    assertThat(recall().rollouts().traffic()).isEqualTo(back.traffic());
    stage.pass(TICK);
    assertThat(stage.models()).isEmpty();
  }

  @Test
  void promotesTheBetter() {
    answer(200, "no", "yes", "yes");
    stage.pass(TICK);

    assertThat(stage.models()).singleElement().isInstanceOf(ModelPromoted.class);
    assertThat(recall().rollouts().traffic().champion()).isEqualTo(2);
    assertThat(alerts()).singleElement().returns(Alert.Severity.INFO, Alert::severity);
  }

  @Test
  void rollsBackWithinASecondWhatHasNoAnswers() {
    for (int i = 0; i < 20; i++) {
      stage.predict(
          prediction(1, "yes", new Opinion(2, Role.CANARY, null, null, null, 0, "it fell over")));
    }
    stage.pass(TICK);

    assertThat(stage.models()).singleElement().isInstanceOf(ModelRolledBack.class);
  }

  @Test
  void countsALabelThatComesFirst() {
    stage.label("e0", "yes");
    stage.predict(pair("yes", "no"));

    assertThat(recall().trials()).singleElement().returns(1L, t -> t.labels().count());
  }

  @Test
  void comesToTheSameAfterItWasKilledInTheMiddle() {
    answer(60, "yes", "no", "yes");
    stage.restart();
    answer(60, "yes", "no", "yes");
    stage.pass(TICK);
    ModelRolledBack killed = (ModelRolledBack) stage.models().getFirst();

    stage.close();
    stage = new Stage();
    events = 0;
    register();
    answer(120, "yes", "no", "yes");
    stage.pass(TICK);

    assertThat(stage.models()).containsExactly(killed);
  }

  @Test
  void waitsForTheStore() {
    stage.decisions.away = true;
    answer(150, "yes", "no", "yes");
    stage.pass(TICK);
    assertThat(stage.models()).isEmpty();

    stage.decisions.away = false;
    stage.restart();
    stage.pass(TICK);

    assertThat(stage.models()).hasSize(1);
  }

  @Test
  void heedsWhatOperatorsDecide() {
    var narrower =
        recall().rollouts().traffic().trying(List.of(new Challenger(2, Role.SHADOW, 0.5)));
    stage.tell(new TrafficChanged(NAME, "less", "ann", narrower, Stage.NOW), Stage.NOW);

    assertThat(recall().rollouts().traffic()).isEqualTo(narrower);
    assertThat(recall().decisions()).singleElement().returns("ann", made -> made.by());
  }

  @Test
  void speaksOfTheChampionWhileACanaryAnswersSome() {
    stage.predict(prediction(1, "yes", null));
    stage.predict(pair("yes", "no"));

    assertThat(stage.memory().progress().current()).isEqualTo(1);
    assertThat(stage.memory().progress().versions()).containsOnlyKeys(1, 2);
  }

  @Test
  void forgetsRolloutsWithTheirProblem() {
    answer(10, "yes", "no", "yes");
    var problem = stage.problems.get(NAME);
    stage.delete(Stage.NOW.plusSeconds(1));
    stage.problems.put(NAME, problem);

    stage.tell(Told.registered(NAME, 9, Rollout.IMMEDIATE), Stage.NOW);
    assertThat(recall().rollouts().versions()).isEmpty();
    stage.tell(Told.registered(NAME, 1, Rollout.IMMEDIATE), Stage.NOW.plusSeconds(2));

    assertThat(recall().rollouts().versions()).containsExactly(1);
    assertThat(recall().trials()).isEmpty();
  }

  @Test
  void setsAsideWhatIsNoDecision() {
    var record = new ProducerRecord<>(Topics.MODELS, "room/promoted", "{}".getBytes(UTF_8));
    CloudEventHeaders.write(
        new EventContext(
            "d",
            ControlMessage.typeOf(ModelPromoted.class),
            "/elsewhere",
            "room/promoted",
            Stage.NOW,
            NAME,
            "c"),
        record.headers());
    stage.send(record);

    assertThat(stage.rejected()).hasSize(1);
  }

  private List<Alert> alerts() {
    return stage.alerts().stream().filter(alert -> alert.kind().equals("rollout")).toList();
  }

  private Recall recall() {
    return stage.memory().rollouts();
  }

  private void answer(int count, String champion, String canary, String truth) {
    for (int i = 0; i < count; i++) {
      Prediction prediction = pair(champion, canary);
      stage.predict(prediction);
      stage.label(prediction.eventId().value(), truth);
    }
  }

  /** Answered by the canary. */
  private Prediction pair(String champion, String canary) {
    return prediction(2, canary, opinion(1, Role.CHAMPION, champion));
  }

  private Prediction prediction(int version, String label, Opinion beside) {
    return new Prediction(
        new EventId("e" + events++),
        version,
        Stage.NOW,
        Map.of("x", 0.5),
        label,
        probabilities(label),
        null,
        10,
        null,
        version == 1 ? Role.CHAMPION : Role.CANARY,
        beside == null ? null : List.of(beside));
  }

  private static Opinion opinion(int version, Role role, String label) {
    return new Opinion(version, role, label, probabilities(label), null, 10, null);
  }

  private static Map<String, Double> probabilities(String label) {
    return Map.of("yes", label.equals("yes") ? 0.9 : 0.1, "no", label.equals("no") ? 0.9 : 0.1);
  }
}
