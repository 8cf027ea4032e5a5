package io.millrace.ingestion.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Event;
import io.millrace.event.GroundTruth;
import io.millrace.event.Rejection;
import io.millrace.ingestion.formats.RowReaders;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptionTest {

  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String CSV = "text/csv";
  private static final String CLOUD_EVENT = "application/cloudevents+json";
  private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Problem rooms = Rooms.classification();
  private final List<Outgoing> log = new ArrayList<>();
  private final Reception reception =
      new Reception(
          RowReaders.all(),
          (messages, _) -> log.addAll(messages),
          new Limits(1 << 20, 1 << 20, 100, 50, 1 << 20, 1 << 20),
          Clock.fixed(NOW, ZoneOffset.UTC));

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
  void readsNdjsonLineByLineAndRefusesABrokenLineAlone() {
    Receipt receipt =
        send(
            NDJSON,
            "\uFEFF{\"temperature\": 1}\r\n\n{\"temperature\": \n{\"temperature\": 2}{}\n{\"temperature\": 3}");

    assertThat(receipt.accepted()).isEqualTo(2);
    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::position, Receipt.Refusal::field, Receipt.Refusal::expected)
        .containsExactly(tuple(1, "", "a JSON object"), tuple(2, "", "a JSON object"));
    assertThat(receipt.refusals().getFirst().found()).startsWith("broken JSON: ");
    assertThat(rejections()).extracting(Rejection::content).contains("{\"temperature\": ");
  }

  @Test
  void readsCsvWithQuotesAndParsesItsNumbers() {
    Receipt receipt =
        send(
            CSV,
            """
            "temperature",mode,window,note,at,room,occupied
            21.5,heat,TRUE,"a ""b"", c",2015-02-04 17:51:00,r1,1
            +2e1,,0,,,r2,
            """);

    assertThat(receipt.accepted()).isEqualTo(2);
    assertThat(events())
        .extracting(Event::values)
        .containsExactly(
            Map.of("temperature", 21.5, "mode", "heat", "window", true, "note", "a \"b\", c"),
            Map.of("temperature", 20.0, "window", false));
    assertThat(events().getFirst().time()).isEqualTo("2015-02-04T17:51:00Z");
    assertThat(truths()).extracting(t -> t.truth().value()).containsExactly("1");
  }

  @Test
  void leavesOutRowNamesThatRWritesWithoutAHeader() {
    Receipt receipt = send(CSV, "\"temperature\",\"room\"\n\"1\",21,\"a\"\n\"2\",22,\"b\"\n");

    assertThat(receipt.accepted()).isEqualTo(2);
    assertThat(events()).extracting(Event::entity).containsExactly("a", "b");
  }

  @Test
  void refusesABrokenCsvLineAloneAlthoughItsQuoteNeverCloses() {
    Receipt receipt =
        send(
            CSV,
            "temperature,note\n1,\"open\n2,fine\n3,\"a\"b\n4,\"two\nlines\"\n5\n0x1p3,hex\nNaN,x\n");

    assertThat(events()).extracting(e -> e.values().get("temperature")).containsExactly(2.0, 4.0);
    assertThat(events().getLast().values()).containsEntry("note", "two\nlines");
    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::position, Receipt.Refusal::field, Receipt.Refusal::found)
        .containsExactly(
            tuple(0, "", "a quote that does not enclose its field"),
            tuple(2, "", "a quote that does not enclose its field"),
            tuple(4, "", "1 fields"),
            tuple(5, "temperature", "text '0x1p3'"),
            tuple(6, "temperature", "text 'NaN'"));
    assertThat(rejections()).extracting(Rejection::content).contains("1,\"open", "0x1p3,hex");
  }

  @Test
  void readsCloudEventsOneOrMany() {
    String event =
        """
        {"specversion": "1.0", "id": "%s", "source": "/s", "type": "t", "time": "2026-01-01T00:00:00Z",
         "subject": "r9", "datacontenttype": "application/json", "data": {"temperature": 3}}""";

    send(CLOUD_EVENT, event.formatted("one"));
    send(CLOUD_EVENTS, "[" + event.formatted("two") + "," + event.formatted("three") + "]");

    assertThat(events()).extracting(e -> e.id().value()).containsExactly("one", "two", "three");
    assertThat(events()).extracting(Event::entity).containsOnly("r9");
    assertThat(events())
        .extracting(Event::time)
        .containsOnly(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void readsACloudEventWithDataInBase64() {
    send(
        CLOUD_EVENT,
        """
        {"specversion":"1.0","id":"b","source":"/s","type":"t","data_base64":"eyJ0ZW1wZXJhdHVyZSI6M30="}""");

    assertThat(events()).extracting(e -> e.values().get("temperature")).containsExactly(3.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{}} | specversion",
        "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{}} | specversion",
        "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"s\",\"type\":\"t\",\"data\":{}} | id",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":\"x\"} | data",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"} | data",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"&\"} | data_base64",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"x\",\"data\":{\"temperature\":1}} | time",
      })
  void refusesACloudEventByTheAttributeThatIsWrong(String event, String attribute) {
    Receipt receipt = send(CLOUD_EVENT, event);

    assertThat(receipt.refusals()).extracting(Receipt.Refusal::field).containsExactly(attribute);
  }

  @Test
  void readsACloudEventInBinaryMode() {
    Map<String, String> headers =
        Map.of(
            "ce-specversion", "1.0",
            "ce-id", "caf%C3%A9",
            "ce-source", "/s",
            "ce-type", "t",
            "ce-time", "2026-01-01T00:00:00Z");
    reception.events(
        rooms, new Body("{\"temperature\": 1}".getBytes(UTF_8), JSON, headers::get), "c1");

    assertThat(events()).extracting(e -> e.id().value()).containsExactly("café");
  }

  @Test
  void refusesACloudEventInBinaryModeThatLacksAnAttribute() {
    Map<String, String> headers = Map.of("ce-specversion", "1.0", "ce-id", "1");
    Receipt receipt =
        reception.events(
            rooms, new Body("{\"temperature\": 1}".getBytes(UTF_8), JSON, headers::get), "c1");

    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::field, Receipt.Refusal::found)
        .containsExactly(tuple("ce-source", "nothing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | `[{\"temperature\": 1},\n {\"temperature\": }]` | 2 | 18",
        "application/json | `[{\"temperature\": 1}` | 1 | 20",
        "application/json | `` | 1 | 1",
        "application/json | `17` | 1 | 1",
        "application/json | `{} {}` | 1 | 4",
        "text/csv | `` | 1 | 1",
        "text/csv | `a,a\n1,2` | 1 | 1",
      })
  void refusesABodyThatIsBrokenAsAWholeWithThePlace(
      String type, String body, long line, long column) {
    assertThatThrownBy(() -> send(type, body == null ? "" : body))
        .isInstanceOfSatisfying(
            BrokenBodyException.class,
            e -> assertThat(List.of(e.line(), e.column())).containsExactly(line, column));
    assertThat(log).isEmpty();
  }

  @Test
  void sendsNothingOfARequestWithTooManyRows() {
    assertThatThrownBy(() -> send(NDJSON, "{\"temperature\": 1}\n".repeat(101)))
        .isInstanceOf(TooManyRowsException.class);
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", ""})
  void knowsWhichFormatsItReads(String type) {
    assertThatThrownBy(() -> send(type, "{}")).isInstanceOf(UnknownFormatException.class);
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

  private Receipt send(String type, String body) {
    return reception.events(rooms, new Body(body.getBytes(UTF_8), type, _ -> null), "c1");
  }

  private Receipt truth(Problem problem, String type, String body) {
    return reception.groundTruth(problem, new Body(body.getBytes(UTF_8), type, _ -> null), "c1");
  }

  private List<Event> events() {
    return only(Outgoing.Accepted.class).stream().map(Outgoing.Accepted::event).toList();
  }

  private List<Outgoing.Truth> truths() {
    return only(Outgoing.Truth.class);
  }

  private List<Rejection> rejections() {
    return only(Outgoing.Refused.class).stream().map(Outgoing.Refused::rejection).toList();
  }

  private <T> List<T> only(Class<T> kind) {
    return log.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
