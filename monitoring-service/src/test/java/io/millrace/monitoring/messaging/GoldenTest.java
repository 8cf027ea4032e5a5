package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The messages as they are on the wire, whoever wrote them. */
class GoldenTest {

  @Test
  void joinsTheGoldenPredictionWithTheGoldenTruth() throws IOException {
    try (Stage stage = new Stage()) {
      stage.send(golden(Topics.GROUND_TRUTH, GroundTruth.TYPE, "4f1c09aa-17"));
      stage.send(golden(Topics.PREDICTIONS, Prediction.TYPE, "r1"));

      assertThat(stage.memory().progress().versions().get(3).classes()).containsExactly("0", "1");
      assertThat(stage.memory().outcomes(3, 0, 1))
          .containsExactly(
              new Outcome(Instant.parse("2026-02-02T14:19:00Z"), "1", "1", 0.97, 0, 0, null));
    }
  }

  @Test
  void writesDriftAndAlertsWithTheGoldenFields() throws IOException {
    try (Stage stage = new Stage()) {
      stage.predict(1, Stage.WINDOW, 1.5);

      for (String topic : List.of(Topics.DRIFT_DETECTED, Topics.ALERTS)) {
        var sent = stage.read(topic).getFirst();
        String type = CloudEventHeaders.read(sent.headers()).type();
        JsonNode expected = MillraceJson.mapper().readTree(file(type));
        JsonNode written = MillraceJson.mapper().readTree(sent.value());
        assertThat(written.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
      }
    }
  }

  private static ProducerRecord<String, byte[]> golden(String topic, String type, String subject)
      throws IOException {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, subject, file(type));
    CloudEventHeaders.write(
        new EventContext("id", type, "/elsewhere", subject, Stage.NOW, Stage.NAME, "c"),
        record.headers());
    return record;
  }

  private static byte[] file(String type) throws IOException {
    try (var file = GoldenTest.class.getResourceAsStream("/golden/" + type + ".json")) {
      return file.readAllBytes();
    }
  }
}
