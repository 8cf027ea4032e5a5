package io.millrace.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.event.Ahead;
import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.event.Role;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataMessagesTest {

  private static final ProblemName PROBLEM = new ProblemName("occupancy");
  private static final String SOURCE = "/millrace/test";

  @Test
  void anEventComesBackAsItWentWithWholeNumbersAsDoubles() {
    Event event = event(Map.of("Temperature", 21.0, "window", "tilted", "heating", true));

    ProducerRecord<String, byte[]> sent = DataMessages.event(event, SOURCE);

    assertThat(sent.topic()).isEqualTo(Topics.EVENTS);
    assertThat(sent.key()).isEqualTo("kitchen");
    assertThat(sent.timestamp()).as("the broker's retention goes by arrival").isNull();
    assertThat(DataMessages.readEvent(received(sent))).isEqualTo(event);
  }

  @Test
  void aGoldenEventIsReadAsWritten() throws IOException {
    Event event = DataMessages.readEvent(received(withData(Event.TYPE)));

    assertThat(event.values())
        .containsEntry("Light", 426.0)
        .containsEntry("window", "tilted")
        .containsEntry("heating", true);
  }

  @Test
  void anAbsentOptionalFeatureHasNoEntry() {
    assertThat(readData("{\"Temperature\": null, \"Light\": 3}").values())
        .isEqualTo(Map.of("Light", 3.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"a\":{}}", "{\"a\":[1]}", "{\"a\":1", "{a:1}", "7"})
  void whatIsNoFlatObjectIsMalformed(String json) {
    assertThatThrownBy(() -> readData(json)).isInstanceOf(MalformedMessageException.class);
  }

  /** An infinity would spoil every mean that it enters. */
  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "9e999999999"})
  void aNumberThatNoDoubleHoldsIsMalformed(String number) {
    assertThatThrownBy(() -> readData("{\"a\":" + number + "}"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("a: found");
  }

  @Test
  void aPredictionThatPredictsNothingIsMalformed() {
    String data =
        "{\"eventId\":\"e-1\",\"modelVersion\":3,\"eventTime\":\"2026-02-02T14:19:00Z\","
            + "\"features\":{},\"micros\":1}";

    assertThatThrownBy(
            () ->
                DataMessages.readPrediction(
                    received(record(Prediction.TYPE, data.getBytes(UTF_8)))))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("no label, value or forecast");
  }

  @Test
  void jsonThatIsMeantToHarmIsMalformed() {
    String nested = "{\"a\":%s1%s}".formatted("[".repeat(100), "]".repeat(100));
    String number = "{\"a\":%s}".formatted("9".repeat(200));
    String name = "{\"%s\":1}".formatted("n".repeat(60_000));

    for (String harmful : List.of(nested, number, name)) {
      assertThatThrownBy(
              () -> DataMessages.readPrediction(received(record(Prediction.TYPE, bytes(harmful)))))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("exceeds the maximum");
      assertThatThrownBy(() -> readData(harmful)).isInstanceOf(MalformedMessageException.class);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void groundTruthIsTextOrANumber() {
    assertThat(truth("{\"value\":\"yes\"}")).isEqualTo(new GroundTruth("yes"));
    assertThat(truth("{\"value\":7}")).isEqualTo(new GroundTruth(7.0));
    assertThat(truth("{\"value\":true}")).isEqualTo(new GroundTruth("true"));
    assertThatThrownBy(() -> truth("{\"value\":null}"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith("value: found nothing");
  }

  @Test
  void groundTruthIsKeyedByItsEvent() {
    ProducerRecord<String, byte[]> sent =
        DataMessages.groundTruth(
            PROBLEM, new EventId("event-1"), new GroundTruth(1.5), SOURCE, "turn");

    assertThat(sent.key()).isEqualTo("event-1");
    assertThat(CloudEventHeaders.read(sent.headers()).subject()).isEqualTo("event-1");
    assertThat(new String(sent.value(), UTF_8)).isEqualTo("{\"value\":1.5}");
    assertThat(DataMessages.readGroundTruth(received(sent))).isEqualTo(new GroundTruth(1.5));
  }

  @Test
  void aPredictionComesBackAsItWent() {
    Prediction prediction =
        new Prediction(
            new EventId("event-1"),
            3,
            Instant.EPOCH,
            Map.of("Temperature", 21.0, "window", "tilted", "heating", true),
            "1",
            Map.of("0", 0.25, "1", 0.75),
            null,
            12.5);

    ProducerRecord<String, byte[]> sent =
        DataMessages.prediction(PROBLEM, "event-1", "kitchen", prediction, SOURCE, "turn");

    assertThat(sent.topic()).isEqualTo(Topics.PREDICTIONS);
    assertThat(CloudEventHeaders.read(sent.headers()).id()).isEqualTo("event-1");
    assertThat(DataMessages.readPrediction(received(sent))).isEqualTo(prediction);
  }

  @Test
  void whatOthersSaidComesBackAsItWent() {
    Prediction prediction =
        new Prediction(
            new EventId("event-1"),
            3,
            Instant.EPOCH,
            Map.of("Temperature", 21.0),
            null,
            null,
            7.5,
            12.5,
            null,
            Role.CANARY,
            List.of(
                new Opinion(2, Role.CHAMPION, null, null, 7.25, 3.5, null),
                new Opinion(4, Role.SHADOW, null, null, null, 0, "it fell over")));

    ProducerRecord<String, byte[]> sent =
        DataMessages.prediction(PROBLEM, "event-1", "kitchen", prediction, SOURCE, "turn");

    assertThat(DataMessages.readPrediction(received(sent))).isEqualTo(prediction);
  }

  @Test
  void aGoldenPredictionIsReadWithWholeNumbersAsDoubles() throws IOException {
    Prediction prediction = DataMessages.readPrediction(received(withData(Prediction.TYPE)));

    assertThat(prediction.features()).containsEntry("Temperature", 23.18);
    assertThat(prediction.value()).isNull();
  }

  @Test
  void aGoldenForecastIsReadWithItsIntervals() throws IOException {
    Prediction prediction =
        DataMessages.readPrediction(
            received(record(Prediction.TYPE, golden(Prediction.TYPE + ".forecast"))));

    assertThat(prediction.value()).isEqualTo(24.875);
    assertThat(prediction.forecast())
        .isEqualTo(
            new Ahead(
                Instant.parse("2026-02-02T15:00:00Z"),
                3_600_000,
                List.of(24.125, 23.5),
                List.of(22.75, 21.25),
                List.of(25.5, 25.75)));
  }

  @Test
  void aPredictionWithoutItsModelIsMalformed() {
    byte[] data = "{\"eventId\":\"e\",\"eventTime\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> DataMessages.readPrediction(received(record(Prediction.TYPE, data))))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aRejectionComesBackAsItWent() {
    Rejection rejection =
        new Rejection(4, "CO2", "text", "a number", "{\"CO2\":\"much\"}", Instant.EPOCH);

    ProducerRecord<String, byte[]> sent =
        DataMessages.rejection(PROBLEM, "kitchen", rejection, SOURCE, "turn");

    assertThat(sent.topic()).isEqualTo(Topics.REJECTED);
    assertThat(DataMessages.readRejection(received(sent))).isEqualTo(rejection);
  }

  @Test
  void aRecordSetAsideSaysWhereItLiesAndWhy() {
    ConsumerRecord<String, byte[]> poison =
        poison(Topics.GROUND_TRUTH, "{\"value\":".getBytes(UTF_8), true);

    ProducerRecord<String, byte[]> sent =
        DataMessages.setAside(poison, "ingestion-service", "it ends early", Instant.EPOCH);

    assertThat(sent.topic()).isEqualTo(Topics.REJECTED);
    EventContext context = CloudEventHeaders.read(sent.headers());
    assertThat(context.id()).isEqualTo("millrace.ground-truth-2-17");
    assertThat(context.problem()).isEqualTo(PROBLEM);
    assertThat(context.correlationId()).isEqualTo("turn");
    assertThat(DataMessages.readRejection(received(sent)))
        .isEqualTo(
            new Rejection(
                Rejection.GROUND_TRUTH,
                0,
                "",
                "it ends early",
                "a message as Millrace writes it",
                "{\"value\":",
                Rejection.UTF_8,
                Instant.EPOCH,
                new Rejection.Origin(Topics.GROUND_TRUTH, 2, 17, "ingestion-service")));
  }

  @Test
  void aRecordWithoutHeadersOrDataIsSetAsideForNoProblem() {
    ConsumerRecord<String, byte[]> poison = poison(Topics.PREDICTIONS, null, false);

    ProducerRecord<String, byte[]> sent =
        DataMessages.setAside(poison, "monitoring-service", "nothing", Instant.EPOCH);

    assertThat(CloudEventHeaders.read(sent.headers()).problem().value()).isEqualTo("millrace");
    Rejection rejection = DataMessages.readRejection(received(sent));
    assertThat(rejection.kind()).isEqualTo(Rejection.MESSAGE);
    assertThat(rejection.content()).isEmpty();
  }

  @Test
  void bytesThatAreNoTextAreSetAsideAsTheyAre() {
    byte[] bytes = {(byte) 0xff, 0, 1};

    Rejection rejection = setAside(bytes, "no JSON");

    assertThat(rejection.encoding()).isEqualTo(Rejection.BASE64);
    assertThat(Base64.getDecoder().decode(rejection.content())).isEqualTo(bytes);
  }

  @Test
  void whatIsKeptIsCutBetweenCharactersAndAlwaysFitsAMessage() {
    byte[] euros = "x€".repeat(5_000_000).getBytes(UTF_8);
    byte[] controls = new byte[10_000_000];

    assertThat(setAside(euros, "large").content())
        .hasSizeBetween(32_000, 32_768)
        .matches("(x€)*x?");
    assertThat(
            DataMessages.setAside(
                    poison(Topics.EVENTS, controls, true),
                    "s",
                    "r".repeat(5_000_000),
                    Instant.EPOCH)
                .value())
        .hasSizeLessThan(500_000);
  }

  private static Rejection setAside(byte[] value, String reason) {
    return DataMessages.readRejection(
        received(
            DataMessages.setAside(
                poison(Topics.EVENTS, value, true), "service", reason, Instant.EPOCH)));
  }

  private static ConsumerRecord<String, byte[]> poison(
      String topic, byte @Nullable [] value, boolean headers) {
    return new ConsumerRecord<>(
        topic,
        2,
        17,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        "key",
        value,
        headers ? record(Event.TYPE, new byte[0]).headers() : new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void aRecordOfAnotherTypeIsMalformed() {
    ConsumerRecord<String, byte[]> event = received(DataMessages.event(event(Map.of()), SOURCE));

    assertThatThrownBy(() -> DataMessages.readPrediction(event))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("ce_type");
  }

  @Test
  void aRecordWithoutDataIsMalformed() {
    assertThatThrownBy(
            () -> DataMessages.readEvent(received(record(Event.TYPE, new byte[0])).headers(), null))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static Event event(Map<String, Object> values) {
    return new Event(
        PROBLEM, new EventId("event-1"), Instant.EPOCH, "kitchen", Map.copyOf(values), "turn");
  }

  private static Event readData(String json) {
    return DataMessages.readEvent(received(record(Event.TYPE, json.getBytes(UTF_8))));
  }

  private static GroundTruth truth(String json) {
    return DataMessages.readGroundTruth(received(record(GroundTruth.TYPE, json.getBytes(UTF_8))));
  }

  private static ProducerRecord<String, byte[]> withData(String type) throws IOException {
    return record(type, golden(type));
  }

  private static byte[] golden(String file) throws IOException {
    try (InputStream in =
        DataMessagesTest.class.getResourceAsStream("/golden/%s.json".formatted(file))) {
      return in.readAllBytes();
    }
  }

  private static ProducerRecord<String, byte[]> record(String type, byte[] data) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("topic", "key", data);
    CloudEventHeaders.write(
        new EventContext("id", type, SOURCE, "subject", Instant.EPOCH, PROBLEM, "turn"),
        record.headers());
    return record;
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
