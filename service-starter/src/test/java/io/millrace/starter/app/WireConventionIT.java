package io.millrace.starter.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.message.DataArrived;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One convention on the wire, whoever writes and whoever reads: checked against CNCF's SDK. */
class WireConventionIT extends StarterContext {

  private static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123456Z");

  @Autowired ControlPublisher publisher;
  @Autowired Received inbox;

  @Test
  void theSdkReadsWhatWeSendThroughTheBinder() {
    publisher.publish(dataArrived("to-sdk"), "turn-1");

    CloudEvent event = bySdk(record(Topics.DATA_ARRIVED, it -> "to-sdk".equals(it.key())));
    assertThat(event.getType()).isEqualTo("io.millrace.data-arrived.v1");
    assertThat(event.getSource()).hasToString("/millrace/starter-test");
    assertThat(event.getSubject()).isEqualTo("to-sdk");
    assertThat(event.getId()).isNotBlank();
    assertThat(event.getTime()).isNotNull();
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getExtension("correlationid")).isEqualTo("turn-1");
    assertThat(event.getExtension("problem")).isEqualTo("to-sdk");
    assertThat(event.getExtensionNames()).containsExactlyInAnyOrder("correlationid", "problem");
    assertThat(MillraceJson.mapper().readValue(event.getData().toBytes(), DataArrived.class))
        .isEqualTo(dataArrived("to-sdk"));
  }

  @Test
  void theSdkReadsWhatWeSendOnTheHotPath() {
    Event sent = event("Küche 3", "hot-1");
    send(DataMessages.event(sent, "/millrace/test"), new ByteArraySerializer());

    CloudEvent event = bySdk(record(Topics.EVENTS, it -> "Küche 3".equals(it.key())));

    assertThat(event.getType()).isEqualTo(Event.TYPE);
    assertThat(event.getSubject()).isEqualTo("Küche 3");
    assertThat(event.getTime().toInstant()).isEqualTo(TIME);
    assertThat(new String(event.getData().toBytes(), UTF_8)).contains("\"Light\":0.1");
  }

  @Test
  void bothPathsLookTheSameOnTheWire() {
    publisher.publish(dataArrived("same"), "turn-2");
    send(DataMessages.event(event("same", "same-1"), "/millrace/test"), new ByteArraySerializer());

    var control = record(Topics.DATA_ARRIVED, it -> "same".equals(it.key()));
    var hot = record(Topics.EVENTS, it -> "same".equals(it.key()));

    assertThat(headers(control).keySet())
        .containsExactlyInAnyOrder(
            "ce_specversion",
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_subject",
            "ce_time",
            "ce_correlationid",
            "ce_problem",
            "content-type")
        .isEqualTo(headers(hot).keySet());
    assertThat(headers(control))
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_correlationid", "turn-2")
        .containsEntry("content-type", "application/json");
  }

  @Test
  void weReadWhatTheSdkSendsToABinding() {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("sdk-1")
            .withType("io.millrace.data-arrived.v1")
            .withSource(URI.create("/elsewhere"))
            .withSubject("from-sdk")
            .withTime(OffsetDateTime.parse("2026-03-01T11:15:30.123456+01:00"))
            .withExtension("problem", "from-sdk")
            .withExtension("correlationid", "turn-3")
            .withData(
                "application/json",
                MillraceJson.mapper().writeValueAsBytes(dataArrived("from-sdk")))
            .build();
    send(new ProducerRecord<>(Topics.DATA_ARRIVED, "from-sdk", event), new CloudEventSerializer());

    await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.about("from-sdk").isEmpty());

    Received.One one = inbox.about("from-sdk").getFirst();
    assertThat(one.message()).isEqualTo(dataArrived("from-sdk"));
    assertThat(one.correlationId()).isEqualTo("turn-3");
    assertThat(one.context())
        .isEqualTo(
            new EventContext(
                "sdk-1",
                "io.millrace.data-arrived.v1",
                "/elsewhere",
                "from-sdk",
                TIME,
                new ProblemName("from-sdk"),
                "turn-3"));
  }

  @Test
  void weReadWhatTheSdkSendsOnTheHotPath() {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("sdk-2")
            .withType(GroundTruth.TYPE)
            .withSource(URI.create("/elsewhere"))
            .withSubject("event-2")
            .withTime(OffsetDateTime.parse("2026-03-01T11:15:30Z"))
            .withExtension("problem", "from-sdk")
            .withData("application/json", "{\"value\": 7}".getBytes(UTF_8))
            .build();
    send(new ProducerRecord<>(Topics.GROUND_TRUTH, "event-2", event), new CloudEventSerializer());

    var record = record(Topics.GROUND_TRUTH, it -> "event-2".equals(it.key()));

    assertThat(DataMessages.readGroundTruth(record)).isEqualTo(new GroundTruth(7.0));
  }

  @Test
  void weReadWhatWeSend() {
    publisher.publish(dataArrived("to-us"), "turn-4");
    Event sent = event("to-us", "to-us-1");
    send(DataMessages.event(sent, "/millrace/test"), new ByteArraySerializer());

    await().atMost(Duration.ofSeconds(20)).until(() -> !inbox.about("to-us").isEmpty());
    assertThat(inbox.about("to-us").getFirst().message()).isEqualTo(dataArrived("to-us"));
    assertThat(inbox.about("to-us").getFirst().context().correlationId()).isEqualTo("turn-4");
    assertThat(DataMessages.readEvent(record(Topics.EVENTS, it -> "to-us".equals(it.key()))))
        .isEqualTo(sent);
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private static CloudEvent bySdk(ConsumerRecord<String, byte[]> record) {
    try (var sdk = new CloudEventDeserializer()) {
      return sdk.deserialize(record.topic(), record.headers(), record.value());
    }
  }

  private static Event event(String entity, String id) {
    return new Event(
        new ProblemName("occupancy"),
        new EventId(id),
        TIME,
        entity,
        Map.of("Temperature", 21.0, "Light", 0.1, "Open", true, "Room", "Küche"),
        "turn");
  }

  private static DataArrived dataArrived(String problem) {
    return new DataArrived(new ProblemName(problem), 1, List.of(), 10, 5);
  }
}
