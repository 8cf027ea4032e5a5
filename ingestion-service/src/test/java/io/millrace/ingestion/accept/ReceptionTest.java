package io.millrace.ingestion.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Event;
import io.millrace.event.GroundTruth;
import io.millrace.event.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptionTest extends ReceptionFixture {
  @Test
  void acceptsAnObjectWithTypedValues() {
    Receipt receipt =
        send(
            JSON,
            """
            {"temperature": 21, "humidity": 40.5, "mode": "heat", "window": true, "extra": {"a": [1]},
             "at": "2026-02-01T10:00:00+01:00", "room": "r1", "event_id": "e1", "occupied": 1}""");

    assertThat(receipt).isEqualTo(new Receipt(1, List.of(), List.of()));
    Event event = events().getFirst();
    assertThat(event.values())
        .isEqualTo(Map.of("temperature", 21.0, "humidity", 40.5, "mode", "heat", "window", true));
    assertThat(event.time()).isEqualTo("2026-02-01T09:00:00Z");
    assertThat(event.entity()).isEqualTo("r1");
    assertThat(event.id().value()).isEqualTo("e1");
    assertThat(event.correlationId()).isEqualTo("c1");
    assertThat(truths())
        .extracting(t -> t.event().value(), Outgoing.Truth::truth)
        .containsExactly(tuple("e1", new GroundTruth("1")));
  }

  @Test
  void namesAnEventThatComesWithoutANameAndTakesTheTimeOfArrival() {
    Receipt receipt = send(JSON, "{\"temperature\": 21}");

    Event event = events().getFirst();
    assertThat(receipt.ids()).containsExactly(event.id().value());
    assertThat(event.time()).isEqualTo(NOW);
    assertThat(event.entity()).isEqualTo("rooms");
    assertThat(truths()).isEmpty();
  }

  @Test
  void refusesTheBadOneByNameAndAcceptsItsNeighbours() {
    Receipt receipt =
        send(
            JSON,
            """
            [{"temperature": 1}, {"temperature": "hot", "room": "r7"}, 5,
             {"temperature": 2}]""");

    assertThat(receipt.accepted()).isEqualTo(2);
    assertThat(receipt.refusals())
        .containsExactly(
            new Receipt.Refusal(1, "temperature", "text 'hot'", "a finite number"),
            new Receipt.Refusal(2, "", "number 5", "a JSON object"));
    assertThat(events()).extracting(e -> e.values().get("temperature")).containsExactly(1.0, 2.0);
    assertThat(rejections())
        .extracting(Rejection::position, Rejection::content, Rejection::rejectedAt)
        .containsExactly(
            tuple(1, "{\"temperature\": \"hot\", \"room\": \"r7\"}", NOW), tuple(2, "5", NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"temperature\": \"21\"} | temperature | text '21' | a finite number",
        "{\"temperature\": 1e999} | temperature | number Infinity | a finite number",
        "{\"temperature\": true} | temperature | true | a finite number",
        "{\"temperature\": null} | temperature | null | a finite number",
        "{} | temperature | nothing | a finite number",
        "{\"temperature\": [1]} | temperature | an array | a finite number",
        "{\"temperature\": 1, \"humidity\": 101} | humidity | number 101 | a number from 0 to 100",
        "{\"temperature\": 1, \"humidity\": \"x\"} | humidity | text 'x' | a number from 0 to 100",
        "{\"temperature\": 1, \"mode\": \"dry\"} | mode | text 'dry' | one of heat, cool, off",
        "{\"temperature\": 1, \"mode\": {}} | mode | an object | one of heat, cool, off",
        "{\"temperature\": 1, \"window\": \"true\"} | window | text 'true' | true or false",
        "{\"temperature\": 1, \"at\": \"soon\"} | at | text 'soon' | a time: ISO 8601, yyyy-MM-dd HH:mm:ss or epoch milliseconds",
        "{\"temperature\": 1, \"event_id\": {}} | event_id | an object | 1 to 200 printable characters",
        "{\"temperature\": 1, \"room\": []} | room | an array | 1 to 200 printable characters",
        "{\"temperature\": 1, \"occupied\": {}} | occupied | an object | a class: text of at most 50 characters, a number, true or false",
      })
  void refusesByFieldFoundAndExpected(String json, String field, String found, String expected) {
    Receipt receipt = send(JSON, json);

    assertThat(receipt.accepted()).isZero();
    assertThat(receipt.refusals()).containsExactly(new Receipt.Refusal(0, field, found, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"note", "event_id", "room", "occupied"})
  void refusesHalfACharacter(String field) {
    Receipt receipt = send(JSON, "{\"temperature\": 1, \"%s\": \"\\ud83d\"}".formatted(field));

    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::field, Receipt.Refusal::found)
        .containsExactly(tuple(field, "text '?'"));
  }

  @Test
  void refusesACategoryThatIsTooLong() {
    Receipt receipt =
        send(JSON, "{\"temperature\": 1, \"note\": \"%s\"}".formatted("x".repeat(51)));

    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::field, Receipt.Refusal::expected)
        .containsExactly(tuple("note", "text of at most 50 characters"));
  }

  @Test
  void sendsNothingOfARequestWithTooManyRows() {
    assertThatThrownBy(() -> send(NDJSON, "{\"temperature\": 1}\n".repeat(101)))
        .isInstanceOf(TooManyRowsException.class);
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2015-02-04 17:51:00,2015-02-04T17:51:00Z",
    "2015-02-04T17:51:00.25Z,2015-02-04T17:51:00.250Z",
    "2015-02-04t17:51z,2015-02-04T17:51:00Z",
    "2015-02-04,2015-02-04T00:00:00Z",
    "1423072260000,2015-02-04T17:51:00Z",
    "2015-02-04T17:51:00-05:00,2015-02-04T22:51:00Z"
  })
  void readsTimesAsPeopleWriteThem(String written, Instant read) {
    send(JSON, "{\"temperature\": 1, \"at\": \"%s\"}".formatted(written));

    assertThat(events()).extracting(Event::time).containsExactly(read);
  }

  @Test
  void takesGroundTruthOfAClassInAnyOfItsForms() {
    Receipt receipt =
        truth(
            rooms,
            JSON,
            """
            [{"event_id": "a", "value": 1}, {"event_id": "b", "value": 1.0},
             {"event_id": 7, "value": true}, {"event_id": "d", "value": " yes "},
             {"event_id": "e"}, {"value": 1}, {"event_id": "g", "value": []}]""");

    assertThat(receipt.accepted()).isEqualTo(4);
    assertThat(truths())
        .extracting(t -> t.event().value(), t -> t.truth().value())
        .containsExactly(tuple("a", "1"), tuple("b", "1"), tuple("7", "true"), tuple("d", "yes"));
    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::position, Receipt.Refusal::field)
        .containsExactly(tuple(4, "value"), tuple(5, "event_id"), tuple(6, "value"));
  }

  @Test
  void takesGroundTruthOfARegressionAsAFiniteNumberOnly() {
    Receipt receipt =
        truth(
            Rooms.regression(),
            NDJSON,
            """
            {"event_id": "a", "value": 1}
            {"event_id": "b", "value": "2"}
            {"event_id": "c", "value": 1e999}
            """);

    assertThat(truths()).extracting(t -> t.truth().value()).containsExactly(1.0);
    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::found)
        .containsExactly("text '2'", "number Infinity");
  }
}
