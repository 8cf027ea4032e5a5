package io.millrace.ingestion.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Event;
import io.millrace.event.Rejection;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused is kept so that it can be mended and accepted, whatever format it came in. */
class AgainTest extends ReceptionFixture {

  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | `[{\"temperature\": \"hot\", \"mode\": \"heat\", \"event_id\": \"e-1\"}]`",
        "application/x-ndjson | `{\"temperature\": \"hot\", \"mode\": \"heat\", \"event_id\": \"e-1\"}`",
        "text/csv | `event_id,mode,temperature,window\ne-1,heat,hot,\n`",
        "application/cloudevents+json | `{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"temperature\":\"hot\",\"mode\":\"heat\"}}`",
      })
  void takesARowOfAnyFormatOnceItIsMended(String type, String body) {
    send(type, body.replace("\\n", "\n"));
    Rejection kept = rejections().getFirst();

    assertThat(again(kept.content())).isInstanceOf(Again.Refused.class);
    Event event = taken(again(kept.content().replace("\"hot\"", "21.5")));

    assertThat(event.id().value()).isEqualTo("e-1");
    assertThat(event.values()).isEqualTo(Map.of("temperature", 21.5, "mode", "heat"));
    assertThat(kept.kind()).isEqualTo(Rejection.EVENT);
  }

  @Test
  void takesABinaryCloudEventWithTheNameThatStoodInItsHeaders() {
    Map<String, String> headers =
        Map.of(
            "ce-specversion",
            "1.0",
            "ce-id",
            "b%201",
            "ce-source",
            "/s",
            "ce-type",
            "t",
            "ce-time",
            "2026-02-02T00:00:00Z",
            "ce-subject",
            "r9");
    byte[] body = "{\"temperature\": \"hot\"}".getBytes(UTF_8);
    reception.events(rooms, new Body(body, JSON, headers::get), "c1");

    Event event = taken(again(rejections().getFirst().content().replace("\"hot\"", "1")));

    assertThat(event.id().value()).isEqualTo("b 1");
    assertThat(event.entity()).isEqualTo("r9");
    assertThat(event.time()).isEqualTo("2026-02-02T00:00:00Z");
  }

  @Test
  void aRowOfTextIsKeptWithTheTypesOfItsProblem() {
    send(CSV, "temperature,humidity,window,mode,note\n1e1,200,TRUE,heat,01\n");

    assertThat(rejections().getFirst().content())
        .isEqualTo(
            "{\"temperature\":10.0,\"humidity\":200.0,\"window\":true,\"mode\":\"heat\",\"note\":\"01\"}");
  }

  @Test
  void anEventWithoutANameGetsOneThatIsTheSameEachTimeAndTheTimeItFirstCame() {
    Event event = taken(again("{\"temperature\": 1}"));

    assertThat(event.id().value()).isEqualTo("rejected-0-7");
    assertThat(event.time()).isEqualTo(THEN);
  }

  @Test
  void keepsGroundTruthAsSuch() {
    truth(Rooms.regression(), CSV, "event_id,value\ne-1,high\ne-2,\n");

    assertThat(rejections())
        .extracting(Rejection::kind, Rejection::content)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                Rejection.GROUND_TRUTH, "{\"event_id\":\"e-1\",\"value\":\"high\"}"),
            org.assertj.core.api.Assertions.tuple(
                Rejection.GROUND_TRUTH, "{\"event_id\":\"e-2\"}"));
    Again again =
        reception.groundTruthAgain(
            Rooms.regression(), "{\"event_id\":\"e-1\",\"value\":2}".getBytes(UTF_8));
    assertThat(again).isInstanceOf(Again.Taken.class);
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] body = {'{', (byte) 0xFF, '}'};
    reception.events(rooms, new Body(body, NDJSON, _ -> null), "c1");

    Rejection kept = rejections().getFirst();

    assertThat(kept.encoding()).isEqualTo(Rejection.BASE64);
    assertThat(Base64.getDecoder().decode(kept.content())).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"`` ", "`[]`", "`[{\"temperature\": 1}, {\"temperature\": 2}]`", "`5`", "`{\"a`"})
  void refusesWhatIsNotOneRow(String content) {
    assertThat(again(content == null ? "" : content)).isInstanceOf(Again.Refused.class);
    assertThat(log).isEmpty();
  }

  private Again again(String content) {
    return reception.eventAgain(rooms, content.getBytes(UTF_8), "rejected-0-7", THEN, "c2");
  }

  private static Event taken(Again again) {
    assertThat(again).isInstanceOf(Again.Taken.class);
    List<Outgoing> messages = ((Again.Taken) again).messages();
    return ((Outgoing.Accepted) messages.getFirst()).event();
  }
}
