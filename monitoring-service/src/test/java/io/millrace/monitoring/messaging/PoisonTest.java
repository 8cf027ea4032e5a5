package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonTest {

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  private static ProducerRecord<String, byte[]> message(String topic, String type, byte[] data) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, "k", data);
    CloudEventHeaders.write(
        new EventContext("id", type, "/elsewhere", "e1", NOW, NAME, "c"), record.headers());
    return record;
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private void isSetAside(ProducerRecord<String, byte[]> poison) {
    stage.predict(1, WINDOW - 1, 0);
    stage.send(poison);
    stage.predict(1, 1, 0);

    assertThat(stage.rejected())
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.kind()).isNotBlank())
        .satisfies(rejection -> assertThat(rejection.content().length()).isLessThan(100_000))
        .extracting(Rejection::origin)
        .satisfies(
            origin -> {
              assertThat(origin.topic()).isEqualTo(poison.topic());
              assertThat(origin.partition()).isZero();
              assertThat(origin.offset())
                  .isEqualTo(poison.topic().equals(Topics.PREDICTIONS) ? WINDOW - 1 : 0);
              assertThat(origin.service()).isEqualTo("monitoring-service");
            });
    assertThat(stage.counted("millrace.messages.set.aside", "topic", poison.topic())).isEqualTo(1);
    assertThat(stage.memory().progress().versions().get(1).windows()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "17",
        "\u0000",
        "{\"eventId\":5}",
        "{\"eventId\":\"e\",\"modelVersion\":\"one\"}",
        "{\"eventId\":\"e\",\"modelVersion\":1,\"eventTime\":\"2026-02-02T12:00:00Z\",\"features\":{},\"micros\":1}",
        "{\"eventId\":\"e\",\"modelVersion\":0,\"eventTime\":\"2026-02-02T12:00:00Z\",\"features\":{},\"micros\":1}"
      })
  void aPredictionThatDoesNotReadIsSetAside(String data) {
    isSetAside(message(Topics.PREDICTIONS, Prediction.TYPE, text(data)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"value\":null}", "{\"value\":{}}"})
  void aTruthThatDoesNotReadIsSetAside(String data) {
    isSetAside(message(Topics.GROUND_TRUTH, GroundTruth.TYPE, text(data)));
  }

  @Test
  void aMessageWithoutDataIsSetAside() {
    isSetAside(message(Topics.PREDICTIONS, Prediction.TYPE, null));
  }

  @Test
  void aMessageWithoutHeadersIsSetAside() {
    isSetAside(new ProducerRecord<>(Topics.PREDICTIONS, "k", text("{}")));
  }

  @Test
  void aMessageWithoutAnythingIsSetAside() {
    isSetAside(new ProducerRecord<>(Topics.GROUND_TRUTH, null, (byte[]) null));
  }

  @Test
  void aMessageThatNamesNoProblemIsSetAside() {
    var record = message(Topics.PREDICTIONS, Prediction.TYPE, text("{}"));
    record.headers().remove("ce_problem").add("ce_problem", text("../etc"));
    isSetAside(record);
  }

  @Test
  void aKnownTypeOnTheWrongTopicIsSetAside() {
    isSetAside(message(Topics.GROUND_TRUTH, Prediction.TYPE, text("{}")));
  }

  @Test
  void aMessageOfTenMegabytesIsSetAside() {
    byte[] data = new byte[10 << 20];
    new Random(1).nextBytes(data);
    isSetAside(message(Topics.PREDICTIONS, Prediction.TYPE, data));
  }

  @Test
  void headersOfTenMegabytesDoNotTravelOn() {
    var record =
        DataMessages.groundTruth(NAME, new EventId("a"), new GroundTruth("yes"), "/s", "c");
    record.headers().add("x-large", new byte[10 << 20]);
    stage.predict(1, "a", "yes");
    stage.send(record);

    assertThat(stage.rejected()).isEmpty();
    assertThat(stage.memory().outcomes(1, 0, 1)).hasSize(1);
  }

  @Test
  void anAttributeOfTenMegabytesIsSetAside() {
    var record = message(Topics.PREDICTIONS, Prediction.TYPE, text("{}"));
    record.headers().remove("ce_subject").add("ce_subject", new byte[10 << 20]);
    isSetAside(record);
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.millrace.prediction.v2", "com.example.other", "\u0000"})
  void aLaterVersionIsIgnoredAndCounted(String type) {
    stage.send(message(Topics.PREDICTIONS, type, text("{}")));
    stage.send(message(Topics.PREDICTIONS, type, text("{}")));

    String shown = type.startsWith("io.millrace") ? type : "other";
    assertThat(stage.rejected()).isEmpty();
    assertThat(
            stage.counted("millrace.messages.ignored", "topic", Topics.PREDICTIONS, "type", shown))
        .isEqualTo(2);
  }

  @Test
  void aFailureInsideIsSetAsideToo() {
    stage.predict(1, WINDOW - 1, 0);
    stage.failing = true;
    stage.predict(1, 1, 0);

    assertThat(stage.rejected())
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.found()).contains("cannot be worked through"));
    stage.failing = false;
    stage.predict(1, 1, 0);
    assertThat(stage.memory().progress().versions().get(1).windows()).isEqualTo(1);
  }

  @Test
  void whatWaitsForAnUnknownProblemTooLongIsSetAside() {
    var problem = stage.problems.remove(NAME);
    stage.predict(1, 30, 0);
    stage.pass(Duration.ofMinutes(59));
    assertThat(stage.rejected()).isEmpty();

    stage.pass(Duration.ofMinutes(2));

    assertThat(stage.rejected()).hasSize(30);
    assertThat(stage.keys("")).isEmpty();
    stage.problems.put(NAME, problem);
    stage.predict(1, WINDOW, 0);
    assertThat(stage.memory().progress().versions().get(1).windows()).isEqualTo(1);
  }

  @Test
  void unknownProblemsThatWaitAreBounded() {
    for (int i = 0; i < 20; i++) {
      var record = message(Topics.GROUND_TRUTH, GroundTruth.TYPE, text("{\"value\":1}"));
      record.headers().remove("ce_problem").add("ce_problem", text("unknown-" + i));
      stage.send(record);
    }

    assertThat(stage.rejected()).hasSize(20 - HeldMessages.PROBLEMS);
    assertThat(stage.keys("held")).hasSize(HeldMessages.PROBLEMS);
  }

  @Test
  void numbersThatAreNoneGetAVerdict() {
    List<Double> odd =
        List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308);
    for (int i = 0; i < WINDOW; i++) {
      stage.predict(1, "odd-" + i, "yes", odd.get(i % odd.size()));
    }

    assertThat(stage.rejected()).isEmpty();
    assertThat(stage.detections()).isNotEmpty();
  }
}
