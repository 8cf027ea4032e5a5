package io.millrace.ingestion.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingestion.formats.RowReaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, each row is accepted or refused, or the body is broken: nothing else happens. */
class NoSurpriseTest {

  private static final int BODIES = 4000;
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\n",
    "\r\n",
    "\\",
    "null",
    "true",
    "1",
    "-1e400",
    "0.5",
    "\"temperature\"",
    "\"temperature\":1",
    "{\"temperature\":1}",
    "\"at\":\"2015-02-04 17:51:00\"",
    "\"at\":99999999999999999999",
    "\"at\":\"+999999999-01-01\"",
    "\"event_id\":\"\\u0000\"",
    "\"room\":\"\"",
    "\"occupied\":1e400",
    "temperature,mode,at,event_id\n",
    "1,heat,0,x\n",
    "\"\"",
    "\u00e9",
    "\u0000",
    "\ufeff",
    " ",
    "\"specversion\":\"1.0\"",
    "\"id\":\"a\"",
    "\"source\":\"s\"",
    "\"room\":\"\\ud800\"",
    "\"note\":\"\\ud800\"",
    "\"note\":\"a\\u0000\"",
    "\"mode\":\"x%s\"".formatted("\ud83d\ude00".repeat(40)),
    "\"type\":\"t\"",
    "\"data\":{\"temperature\":1}",
    "\"data_base64\":\"eyJ9\"",
    "\"data\":"
  };

  private final List<Outgoing> log = new ArrayList<>();
  private final Reception reception =
      new Reception(
          RowReaders.within(new RowBounds(1000, 20, 5, 30)),
          RowReaders.writer(),
          this::append,
          new Limits(1 << 20, 1 << 20, 100, 50, 1 << 20, 1 << 20, Duration.ofSeconds(1)),
          Clock.systemUTC());

  private void append(List<Outgoing> messages, String correlationId) {
    messages.forEach(message -> assertThat(written(message, correlationId)).isNotNull());
    log.addAll(messages);
  }

  private static ProducerRecord<String, byte[]> written(Outgoing message, String correlationId) {
    return switch (message) {
      case Outgoing.Accepted(var event) -> DataMessages.event(event, "/test");
      case Outgoing.Truth(var problem, var event, var truth) ->
          DataMessages.groundTruth(problem, event, truth, "/test", correlationId);
      case Outgoing.Refused(var problem, var entity, var rejection) ->
          DataMessages.rejection(problem, entity, rejection, "/test", correlationId);
      case Outgoing.Replayed replayed -> throw new AssertionError(replayed);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/x-ndjson",
        "text/csv",
        "application/cloudevents+json",
        "application/cloudevents-batch+json"
      })
  void answersEveryBody(String type) {
    Random random = new Random(42);
    for (int i = 0; i < BODIES; i++) {
      byte[] body = body(random);
      Map<String, String> headers =
          random.nextInt(5) == 0 ? Map.of("ce-specversion", "1.0", "ce-id", "%zz") : Map.of();
      log.clear();
      try {
        Receipt receipt =
            reception.events(Rooms.classification(), new Body(body, type, headers::get), "c");
        long refused = log.stream().filter(Outgoing.Refused.class::isInstance).count();
        long accepted = log.stream().filter(Outgoing.Accepted.class::isInstance).count();
        assertThat(MillraceJson.mapper().writeValueAsBytes(receipt)).isNotEmpty();
        assertThat(receipt.accepted()).isEqualTo((int) accepted);
        assertThat(receipt.refusals()).hasSize((int) refused);
      } catch (BrokenBodyException | TooManyRowsException allowed) {
        assertThat(log).as("%s", new String(body, UTF_8)).isEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("%s: %s".formatted(type, new String(body, UTF_8)), e);
      }
    }
  }

  private static byte[] body(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(30);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
