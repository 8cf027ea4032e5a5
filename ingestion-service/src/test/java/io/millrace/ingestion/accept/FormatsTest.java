package io.millrace.ingestion.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Event;
import io.millrace.event.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest extends ReceptionFixture {
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
    assertThat(rejections())
        .extracting(Rejection::content)
        .contains("1,\"open", "{\"temperature\":\"0x1p3\",\"note\":\"hex\"}");
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

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", ""})
  void knowsWhichFormatsItReads(String type) {
    assertThatThrownBy(() -> send(type, "{}")).isInstanceOf(UnknownFormatException.class);
  }
}
