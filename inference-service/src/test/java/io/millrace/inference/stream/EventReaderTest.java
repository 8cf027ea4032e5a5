package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.inference.score.RowError;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  private final EventReader reader =
      new EventReader(
          ROOMS,
          new Schema(
              List.of(
                  new Feature.Number("co2", true, Optional.empty()),
                  new Feature.Category("window", true, List.of("open")),
                  new Feature.Bool("heating", true))));

  @Test
  void readsItsOwnProblemsEventsAndSkipsTheOthers() {
    EventRows rows =
        reader.read(
            List.of(
                event("rooms", "e-1", Map.of("co2", 500.0, "window", "ajar", "heating", true)),
                event("streets", "e-2", Map.of("co2", 1.0)),
                event("rooms", "e-3", Map.of("window", "open"))));

    assertThat(rows.contexts()).extracting(EventContext::id).containsExactly("e-1", "e-3");
    assertThat(rows.rows().size()).isEqualTo(2);
    assertThat(rows.rows().values(0))
        .isEqualTo(Map.of("co2", 500.0, "window", "ajar", "heating", true));
    assertThat(rows.rows().values(1)).isEqualTo(Map.of("window", "open"));
    assertThat(rows.rows().epochMillis()[0]).isEqualTo(TIME.toEpochMilli());
    assertThat(rows.poison()).isEmpty();
  }

  @Test
  void leavesNamesAndTypesItDoesNotKnowAlone() {
    ConsumerRecord<String, byte[]> unknownType = event("rooms", "e-1", Map.of());
    unknownType
        .headers()
        .remove("ce_type")
        .add("ce_type", "io.millrace.event.v2".getBytes(StandardCharsets.UTF_8));
    ConsumerRecord<String, byte[]> nested =
        withJson("{\"new\": {\"co2\": \"x\", \"a\": [1, 2]}, \"co2\": 7}");

    EventRows rows = reader.read(List.of(unknownType, nested));

    assertThat(rows.contexts()).hasSize(1);
    assertThat(rows.rows().values(0)).isEqualTo(Map.of("co2", 7.0));
    assertThat(rows.poison()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"co2\": \"high\"} | co2 | high | a number",
        "{\"co2\": [1]} | co2 | an object or a list | a number",
        "{\"window\": 1} | window | 1 | text",
        "{\"heating\": \"on\"} | heating | on | true or false",
        "[1] | '' | no JSON object | a JSON object"
      })
  void setsAsideAnEventThatIsNoneAndGoesOn(
      String json, String field, String found, String expected) {
    EventRows rows =
        reader.read(List.of(withJson(json), event("rooms", "e-2", Map.of("co2", 1.0))));

    assertThat(rows.poison())
        .singleElement()
        .extracting(EventRows.Poison::error)
        .isEqualTo(new RowError(field, found, expected));
    assertThat(rows.contexts()).extracting(EventContext::id).containsExactly("e-2");
    assertThat(rows.rows().size()).isEqualTo(1);
    assertThat(rows.rows().values(0)).isEqualTo(Map.of("co2", 1.0));
  }

  @Test
  void setsAsideWhatIsCutOffAtAnyPlace() {
    byte[] whole = event("rooms", "e", Map.of("co2", 50.0, "window", "open")).value();
    for (int length = 0; length < whole.length; length++) {
      EventRows rows = reader.read(List.of(withBytes(Arrays.copyOf(whole, length))));

      assertThat(rows.poison()).hasSize(1);
      assertThat(rows.rows().size()).isZero();
    }
  }

  @Test
  void setsAsideWhatHasNoDataOrNoTime() {
    ConsumerRecord<String, byte[]> timeless = event("rooms", "e-1", Map.of());
    timeless.headers().remove("ce_time");

    EventRows rows = reader.read(List.of(timeless, withBytes(null)));

    assertThat(rows.poison()).hasSize(2);
    assertThat(rows.poison().getFirst().error().found()).contains("ce_time");
    assertThat(rows.rows().size()).isZero();
  }

  static ConsumerRecord<String, byte[]> event(
      String problem, String id, Map<String, Object> values) {
    ProducerRecord<String, byte[]> sent =
        DataMessages.event(
            new Event(new ProblemName(problem), new EventId(id), TIME, "room-1", values, "c-1"),
            "/millrace/test");
    return received(sent, sent.value());
  }

  private static ConsumerRecord<String, byte[]> withJson(String json) {
    return withBytes(json.getBytes(StandardCharsets.UTF_8));
  }

  private static ConsumerRecord<String, byte[]> withBytes(byte[] json) {
    Event event = new Event(ROOMS, new EventId("e-1"), TIME, "room-1", Map.of(), "c-1");
    return received(DataMessages.event(event, "/millrace/test"), json);
  }

  private static ConsumerRecord<String, byte[]> received(
      ProducerRecord<String, byte[]> sent, byte[] value) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        value,
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
