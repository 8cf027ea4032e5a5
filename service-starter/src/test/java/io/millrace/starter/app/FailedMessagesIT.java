package io.millrace.starter.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.message.ModelPromoted;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FailedMessagesIT extends StarterContext {

  @Autowired ControlPublisher publisher;
  @Autowired Received inbox;

  @Test
  void aFailingMessageIsRetriedThenSetAsideAndTheNextIsHandled() {
    sendData("fails", "io.millrace.data-arrived.v1", dataArrived("fails"));
    sendData("after-failure", "io.millrace.data-arrived.v1", dataArrived("after-failure"));

    await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.about("after-failure").isEmpty());

    assertThat(inbox.about("fails")).hasSize(3);
    Alert alert = setAside();
    assertThat(alert.kind()).isEqualTo("message-set-aside");
    assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
    assertThat(alert.text())
        .contains("millrace.data-arrived-0@")
        .contains("starter-test")
        .contains("is kept on the topic millrace.rejected");
    var kept =
        record(
            Topics.REJECTED,
            it -> new String(it.value(), UTF_8).contains("\\\"problem\\\":\\\"fails\\\""));
    assertThat(DataMessages.readRejection(kept).found()).isEqualTo("the disk is full");
  }

  @Test
  void aMalformedMessageIsSetAsideAtOnce() {
    sendData("malformed", "io.millrace.data-arrived.v1", "{\"problem\":\"malformed\"}");
    sendData("after-malformed", "io.millrace.data-arrived.v1", dataArrived("after-malformed"));

    await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.about("after-malformed").isEmpty());

    assertThat(inbox.about("malformed")).isEmpty();
    var kept =
        record(
            Topics.REJECTED,
            it -> new String(it.value(), UTF_8).contains("{\\\"problem\\\":\\\"malformed\\\"}"));
    assertThat(DataMessages.readRejection(kept).found()).contains("DataArrived");
  }

  @Test
  void anUnknownTypeIsLeftAlone() {
    sendData("newer", "io.millrace.something-newer.v7", "{}");
    sendData("after-newer", "io.millrace.data-arrived.v1", dataArrived("after-newer"));

    await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.about("after-newer").isEmpty());

    assertThat(inbox.about("newer")).isEmpty();
  }

  @Test
  void eachMessageTravelsOnItsTopicWithItsKey() {
    ProblemName problem = new ProblemName("routed");
    publisher.publish(
        new ModelPromoted(problem, 2, "better", "test", null, Traffic.NONE, Instant.EPOCH), "turn");
    publisher.publish(
        new DriftDetected(
            problem,
            DriftDetected.Kind.DATA,
            1,
            List.of(new DriftDetected.Evidence("CO2", "psi", 0.4, 0.2)),
            new DriftDetected.Window(1000, Instant.EPOCH, Instant.EPOCH.plusSeconds(60)),
            "CO2 moved",
            Instant.EPOCH),
        "turn");

    record(Topics.MODELS, it -> "routed/promoted".equals(it.key()));
    record(Topics.DRIFT_DETECTED, it -> "routed".equals(it.key()));
  }

  /** One of those about the topic: there is one at once, and later one for all since. */
  private static Alert setAside() {
    var record =
        record(
            Topics.ALERTS,
            it -> new String(it.value(), UTF_8).contains("millrace.data-arrived-0@"));
    assertThat(CloudEventHeaders.read(record.headers()).type()).isEqualTo("io.millrace.alert.v1");
    return MillraceJson.mapper().readValue(record.value(), Alert.class);
  }

  private static void sendData(String problem, String type, String json) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.DATA_ARRIVED, problem, json.getBytes(UTF_8));
    CloudEventHeaders.write(
        new EventContext(
            "id", type, "/test", problem, Instant.EPOCH, new ProblemName(problem), "turn"),
        record.headers());
    send(record, new ByteArraySerializer());
  }

  private static String dataArrived(String problem) {
    return """
        {"problem":"%s","asset":1,"files":[],"totalRows":1,"totalLabels":1,"newer":{"field":1}}"""
        .formatted(problem);
  }
}
