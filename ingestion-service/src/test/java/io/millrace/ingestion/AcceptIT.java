package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AcceptIT extends RunningService {

  @Test
  void aProblemIsKnownFromTheMomentItIsStated() {
    String name = rooms();

    assertThat(post(name + "/events", "application/json", "{\"temperature\": 1}").status())
        .isEqualTo(202);
    Answer read = get("/" + name);
    assertThat(read.json().get("version").asInt()).isEqualTo(1);
    assertThat(read.json().get("definition").get("problem").asString()).isEqualTo(name);
    assertThat(get("").json().findValuesAsString("problem")).contains(name);
    assertThat(records(Topics.PROBLEMS, r -> name.equals(r.key()))).hasSize(1);
  }

  @Test
  void aChangeIsANewVersionAndADeletionEndsIt() {
    String name = rooms();
    String changed =
        "problem: %s\ndefine: {task: regression, target: t}\ndata: {features: {a: number}}"
            .formatted(name);

    Answer second = put(name, changed);
    Answer again = put(name, changed + " # a remark\n");
    Answer deleted = send("DELETE", "/v1/problems/" + name, "data-scientist", "", "");

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().get("version").asInt()).isEqualTo(2);
    assertThat(again.json().get("version").asInt()).isEqualTo(2);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(get("/" + name).status()).isEqualTo(404);
    assertThat(post(name + "/events", "application/json", "{}").status()).isEqualTo(404);
    assertThat(put(name, changed).json().get("version").asInt()).isEqualTo(3);
    assertThat(post(name + "/events", "application/json", "{\"a\": 1}").status()).isEqualTo(202);
  }

  @Test
  void aMalformedProblemFileIsAnsweredWithAllItsErrors() {
    Answer answer =
        put(
            "wrong",
            "problem: wrong\ndefine: {task: guessing}\ndata: {features: {a: numbre}}\nfoo: 1\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("errors").findValuesAsString("key"))
        .contains("define.task", "define.target", "foo");
    assertThat(answer.json().get("errors").get(0).propertyNames())
        .containsExactly("key", "found", "allowed");
    assertThat(put("wrong", "problem: right").json().get("errors").size()).isPositive();
    assertThat(put("Wrong!", "problem: x").status()).isEqualTo(400);
    assertThat(put("wrong", "a: [").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | `{\"temperature\": 1}` | 1",
        "application/json; charset=UTF-8 | `[{\"temperature\": 1}, {\"temperature\": 2}]` | 2",
        "application/x-ndjson | `{\"temperature\": 1}\n{\"temperature\": 2}\n` | 2",
        "text/csv | `temperature,occupied\n1,0\n2,1\n` | 2",
        "application/cloudevents+json | `{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"temperature\":1}}` | 1",
        "application/cloudevents-batch+json | `[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"temperature\":1}}]` | 1"
      })
  void takesEveryFormat(String type, String body, int accepted) {
    String name = rooms();

    Answer answer = post(name + "/events", type, body);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(accepted);
    assertThat(answer.json().get("refused").asInt()).isZero();
    assertThat(records(Topics.EVENTS, of(name))).hasSize(accepted);
  }

  @Test
  void takesACloudEventInBinaryMode() {
    String name = rooms();

    Answer answer =
        send(
            "POST",
            "/v1/problems/%s/events".formatted(name),
            "{\"temperature\": 1}".getBytes(UTF_8),
            Map.of(
                "Authorization", "Bearer " + token("device"),
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", "binary-1",
                "ce-source", "/sensor",
                "ce-type", "measured"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().has("ids")).isFalse();
    assertThat(records(Topics.EVENTS, of(name)))
        .extracting(r -> CloudEventHeaders.read(r.headers()).id())
        .containsExactly("binary-1");
  }

  @Test
  void takesGzipWithinBounds() throws Exception {
    String name = rooms();

    Answer small = gzipped(name, "{\"temperature\": 1}\n".repeat(2));
    Answer bomb = gzipped(name, " ".repeat(20_000_000));
    Answer broken =
        send(
            "POST",
            "/v1/problems/%s/events".formatted(name),
            "no gzip".getBytes(UTF_8),
            gzipHeaders());

    assertThat(small.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(bomb.status()).isEqualTo(413);
    assertThat(broken.status()).isEqualTo(400);
    assertThat(post(name + "/events", "text/csv", "a".repeat(200_000)).status()).isEqualTo(413);
  }

  @Test
  void refusesTheBadOneByNameKeepsItAndAcceptsItsNeighbours() {
    String name = rooms();

    Answer answer =
        send(
            "POST",
            "/v1/problems/%s/events".formatted(name),
            "[{\"temperature\":1,\"room\":\"a\"},{\"temperature\":\"hot\",\"room\":\"b\"},{\"temperature\":2}]"
                .getBytes(UTF_8),
            Map.of(
                "Authorization", "Bearer " + token("device"),
                "Content-Type", "application/json",
                "X-Correlation-Id", "turn-7"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().get("refused").asInt()).isEqualTo(1);
    JsonNode rejection = answer.json().get("rejections").get(0);
    assertThat(rejection.toString())
        .isEqualTo(
            "{\"position\":1,\"field\":\"temperature\",\"found\":\"text 'hot'\",\"expected\":\"a finite number\"}");
    ConsumerRecord<String, byte[]> kept = records(Topics.REJECTED, of(name)).getFirst();
    Rejection read = DataMessages.readRejection(kept);
    assertThat(kept.key()).isEqualTo("b");
    assertThat(read.content()).isEqualTo("{\"temperature\":\"hot\",\"room\":\"b\"}");
    assertThat(records(Topics.EVENTS, of(name)))
        .extracting(r -> CloudEventHeaders.read(r.headers()))
        .extracting(EventContext::correlationId)
        .containsExactly("turn-7", "turn-7");
  }

  @Test
  void aTargetGoesItsOwnWay() {
    String name = rooms();

    post(
        name + "/events",
        "application/json",
        "{\"temperature\": 1, \"occupied\": true, \"event_id\": \"e-1\"}");

    ConsumerRecord<String, byte[]> truth = records(Topics.GROUND_TRUTH, of(name)).getFirst();
    assertThat(truth.key()).isEqualTo("e-1");
    assertThat(new String(truth.value(), UTF_8)).isEqualTo("{\"value\":\"true\"}");
    assertThat(new String(records(Topics.EVENTS, of(name)).getFirst().value(), UTF_8))
        .doesNotContain("occupied");
  }

  @ParameterizedTest
  @CsvSource({
    "'',POST,/events,401",
    "reader,POST,/events,403",
    "application,POST,/events,403",
    "application,POST,/ground-truth,202",
    "device,POST,/ground-truth,202",
    "device,PUT,'',403",
    "device,GET,'',403",
    "reader,GET,'',200",
    "reader,GET,/data,200",
    "reader,DELETE,'',403",
    "operator,GET,/data,403",
    "'',GET,/nowhere,401"
  })
  void opensOnlyWhatARoleNeeds(String role, String method, String path, int status) {
    String name = rooms();

    Answer answer = send(method, "/v1/problems/" + name + path, role, "application/json", "[]");

    assertThat(answer.status()).isEqualTo(status);
    if (status >= 400) {
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    String name = rooms();

    assertThat(post("nobody-knows/events", "application/json", "{}").status()).isEqualTo(404);
    assertThat(post("NO/events", "application/json", "{}").status()).isEqualTo(404);
    assertThat(post(name + "/events", "text/plain", "{}").status()).isEqualTo(415);
    assertThat(post(name + "/events", "", "{}").status()).isEqualTo(415);
    assertThat(post(name + "/events", "application/json; charset=latin1", "{}").status())
        .isEqualTo(415);
    Answer broken = post(name + "/events", "application/json", "[{\"temperature\": 1},\n {]");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.json().get("line").asInt()).isEqualTo(2);
    assertThat(records(Topics.EVENTS, of(name))).isEmpty();
  }

  @Test
  void neverAnswersThatItFailedInside() {
    String name = rooms();
    Random random = new Random(7);
    String[] types = {"application/json", "application/x-ndjson", "text/csv", "application/yaml"};
    String[] paths = {"/events", "/ground-truth", ""};

    for (int i = 0; i < 150; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      for (int j = 0; j < noise.length; j++) {
        noise[j] = (byte) "{}[]\",:\n\\x1é\u0000&*-".charAt(random.nextInt(16));
      }
      String path = paths[random.nextInt(paths.length)];
      Answer answer =
          send(
              path.isEmpty() ? "PUT" : "POST",
              "/v1/problems/" + name + path,
              noise,
              Map.of(
                  "Authorization",
                  "Bearer " + token(path.isEmpty() ? "data-scientist" : "device"),
                  "Content-Type",
                  types[random.nextInt(types.length)]));
      assertThat(answer.status()).as(new String(noise, UTF_8)).isIn(202, 400, 415);
    }
  }

  private Answer gzipped(String name, String body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body.getBytes(UTF_8));
    }
    return send(
        "POST", "/v1/problems/%s/events".formatted(name), packed.toByteArray(), gzipHeaders());
  }

  private static Map<String, String> gzipHeaders() {
    return Map.of(
        "Authorization", "Bearer " + token("device"),
        "Content-Type", "application/x-ndjson",
        "Content-Encoding", "gzip");
  }
}
