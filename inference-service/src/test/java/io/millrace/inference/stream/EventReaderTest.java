package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.IgnoredMessages;
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
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EventReader reader =
      new EventReader(
          new Schema(
              List.of(
                  new Feature.Number("co2", true, Optional.empty()),
                  new Feature.Category("window", true, List.of("open")),
                  new Feature.Bool("heating", true))),
          new IgnoredMessages(meters));

  @Test
  void readsItsOwnProblemsEventsAndSkipsTheOthers() {
    EventRows rows =
        reader.read(
            EventReader.of(
                ROOMS,
                List.of(
                    event("rooms", "e-1", Map.of("co2", 500.0, "window", "ajar", "heating", true)),
                    event("streets", "e-2", Map.of("co2", 1.0)),
                    event("rooms", "e-3", Map.of("window", "open")))));

    assertThat(ids(rows)).containsExactly("e-1", "e-3");
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
    ConsumerRecord<String, byte[]> unknownNames =
        withJson("{\"new\": \"x\", \"newer\": null, \"co2\": 7, \"newest\": true}");

    EventRows rows = reader.read(List.of(unknownType, unknownNames));

    assertThat(rows.sent()).hasSize(1);
    assertThat(rows.rows().values(0)).isEqualTo(Map.of("co2", 7.0));
    assertThat(rows.poison()).isEmpty();
    assertThat(
            meters
                .counter(
                    "millrace.messages.ignored",
                    "topic",
                    "millrace.events",
                    "type",
                    "io.millrace.event.v2")
                .count())
        .isEqualTo(1);
  }

  @Test
  void countsTypesThatNobodyKnowsTogether() {
    for (int i = 0; i < 200; i++) {
      ConsumerRecord<String, byte[]> odd = event("rooms", "e-" + i, Map.of());
      String type = i % 2 == 0 ? "odd-" + i : "io.millrace.odd.v" + i;
      odd.headers().remove("ce_type").add("ce_type", type.getBytes(StandardCharsets.UTF_8));
      reader.read(List.of(odd));
    }

    assertThat(meters.find("millrace.messages.ignored").counters()).hasSize(51);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"co2\": \"high\"} | co2 | high | a number",
        "{\"co2\": [1]} | co2 | an object or a list | a number",
        "{\"co2\": 7, \"new\": {}} | new | an object or a list | a number, text, true or false",
        "{\"new\": [[1], 2]} | new | an object or a list | a number, text, true or false",
        "{\"window\": 1} | window | 1 | text",
        "{\"heating\": \"on\"} | heating | on | true or false",
        "{\"co2\": 1e400} | co2 | 1e400 | a number",
        "{\"co2\": 9e999999999} | co2 | 9e999999999 | a number",
        "[1] | '' | no JSON object | a JSON object"
      })
  void setsAsideAnEventThatIsNoneAndGoesOn(
      String json, String field, String found, String expected) {
    EventRows rows =
        reader.read(List.of(withJson(json), event("rooms", "e-2", Map.of("co2", 1.0))));

    assertThat(rows.poison())
        .singleElement()
        .extracting(EventRows.Poison::reason)
        .isEqualTo(
            (field.isEmpty() ? "" : field + ": ")
                + "found %s; allowed: %s".formatted(found, expected));
    assertThat(ids(rows)).containsExactly("e-2");
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
    assertThat(rows.poison().getFirst().reason()).contains("ce_time");
    assertThat(rows.rows().size()).isZero();
  }

  /** Its milliseconds do not fit a long: a batch that throws would come back for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
  void setsAsideWhatIsOfAnImpossibleTime(String time) {
    ConsumerRecord<String, byte[]> odd = event("rooms", "e-1", Map.of());
    odd.headers().remove("ce_time").add("ce_time", time.getBytes(StandardCharsets.UTF_8));

    EventRows rows = reader.read(List.of(odd));

    assertThat(rows.poison())
        .singleElement()
        .extracting(EventRows.Poison::reason)
        .asString()
        .startsWith("ce_time: found " + time);
  }

  private static List<String> ids(EventRows rows) {
    return rows.sent().stream().map(sent -> sent.context().id()).toList();
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
