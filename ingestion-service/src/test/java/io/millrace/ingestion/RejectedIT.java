package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RejectedIT extends RunningService {

  @Test
  void listsTheNewestFirstWithTheReasonAndWhatCame() {
    String name = rooms();
    post(name + "/events", "text/csv", "temperature,mode\nhot,heat\ncold,cool\n");
    post(name + "/ground-truth", "application/json", "{\"value\": 1}");

    JsonNode listing = list(name, "").json();

    assertThat(listing.get("problem").asString()).isEqualTo(name);
    assertThat(listing.get("complete").asBoolean()).isTrue();
    assertThat(listing.get("rejections").findValuesAsString("kind"))
        .containsExactlyInAnyOrder("ground-truth", "event", "event");
    JsonNode oldest =
        listing
            .get("rejections")
            .valueStream()
            .filter(row -> row.get("content").asString().contains("hot"))
            .findFirst()
            .orElseThrow();
    assertThat(oldest.get("id").asString()).matches("\\d+-\\d+");
    assertThat(oldest.get("field").asString()).isEqualTo("temperature");
    assertThat(oldest.get("found").asString()).isEqualTo("text 'hot'");
    assertThat(oldest.get("content").asString())
        .isEqualTo("{\"temperature\":\"hot\",\"mode\":\"heat\"}");
    assertThat(oldest.get("state").asString()).isEqualTo("open");
    assertThat(oldest.has("origin")).isFalse();
    assertThat(list(name, "?limit=1").json().get("rejections")).hasSize(1);
    assertThat(list(rooms(), "").json().get("rejections")).isEmpty();
  }

  @Test
  void acceptsWhatWasMendedOnceHoweverOftenItIsReplayed() {
    String name = rooms();
    post(name + "/events", "application/json", "[{\"temperature\": \"hot\", \"room\": \"r1\"}]");
    String id = ids(name).getFirst();

    JsonNode asItWas = replay(name, "{\"ids\": [\"%s\"]}".formatted(id)).json();
    String mended =
        "{\"mended\": [{\"id\": \"%s\", \"content\": {\"temperature\": 20, \"room\": \"r1\"}}]}"
            .formatted(id);
    JsonNode first = replay(name, mended).json();
    JsonNode second = replay(name, mended).json();

    assertThat(asItWas.get("replayed").asInt()).isZero();
    assertThat(asItWas.get("results").get(0).get("found").asString()).isEqualTo("text 'hot'");
    assertThat(first.get("replayed").asInt()).isEqualTo(1);
    assertThat(second.get("replayed").asInt()).isZero();
    assertThat(second.get("results").get(0).get("outcome").asString()).isEqualTo("replayed-before");
    assertThat(records(Topics.EVENTS, of(name)))
        .extracting(record -> CloudEventHeaders.read(record.headers()).id())
        .containsExactly("rejected-" + id);
    assertThat(list(name, "").json().findValuesAsString("state")).containsExactly("replayed");
  }

  @Test
  void acceptsAllThatIsOpenOnceTheProblemSaysSo() {
    String name = rooms();
    post(
        name + "/events",
        "application/x-ndjson",
        "{\"temperature\":1,\"mode\":\"dry\",\"event_id\":\"a\",\"occupied\":1}\n"
            + "{\"temperature\":\"x\",\"mode\":\"dry\",\"event_id\":\"b\"}\n");
    String wider =
        "problem: %s\ndefine: {task: classification, target: occupied}\n".formatted(name)
            + "data: {time: at, key: room, features: {temperature: number, mode: category}}\n";
    assertThat(put(name, wider).status()).isEqualTo(200);

    JsonNode answer = replay(name, "{\"all\": true}").json();

    assertThat(answer.get("replayed").asInt()).isEqualTo(1);
    assertThat(answer.get("refused").asInt()).isEqualTo(1);
    assertThat(records(Topics.EVENTS, of(name)))
        .extracting(record -> CloudEventHeaders.read(record.headers()).id())
        .containsExactly("a");
    assertThat(records(Topics.GROUND_TRUTH, of(name))).hasSize(1);
    assertThat(list(name, "").json().findValuesAsString("state"))
        .containsExactlyInAnyOrder("open", "replayed");
  }

  @Test
  void listsAMessageThatSeveralServicesSetAsideOnce() throws Exception {
    String name = rooms();
    ConsumerRecord<String, byte[]> poison =
        new ConsumerRecord<>(Topics.EVENTS, 1, 4711, "k", "{\"temperature\":5}".getBytes(UTF_8));
    poison.headers().add("ce_problem", name.getBytes(UTF_8));
    for (String service : List.of("inference-service", "ingestion-service")) {
      kafka.send(DataMessages.setAside(poison, service, "no ce_id", Instant.now())).get();
    }

    JsonNode rows = list(name, "").json().get("rejections");

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("id").asString()).isEqualTo("millrace.events-1-4711");
    assertThat(rows.get(0).get("services").toString())
        .isEqualTo("[\"inference-service\",\"ingestion-service\"]");
    assertThat(rows.get(0).get("origin").get("offset").asLong()).isEqualTo(4711);
    assertThat(replay(name, "{\"all\":true}").json().get("replayed").asInt()).isEqualTo(1);
    assertThat(replay(name, "{\"all\":true}").json().get("results")).isEmpty();
  }

  @Test
  void listsWhatIsNoRejectionAmongThoseThatNameNoProblem() throws Exception {
    kafka
        .send(new ProducerRecord<>(Topics.REJECTED, 0, "k", new byte[] {'{', (byte) 0xFF, 0}))
        .get();
    kafka.send(new ProducerRecord<>(Topics.REJECTED, 0, "k", null)).get();

    JsonNode rows = list("millrace", "").json().get("rejections");

    assertThat(rows.size()).isGreaterThanOrEqualTo(2);
    assertThat(rows.get(0).get("kind").asString()).isEqualTo("message");
    assertThat(rows.get(0).get("expected").asString()).contains("as Millrace writes it");
  }

  @Test
  void findsTheNewestAmongManyOfAnotherProblem() {
    String name = rooms();
    String other = rooms();
    post(name + "/events", "application/x-ndjson", "{\"temperature\":\"first\"}\n");
    for (int i = 0; i < 4; i++) {
      post(other + "/events", "application/x-ndjson", "{}\n".repeat(400));
    }

    assertThat(ids(name)).hasSize(1);
    assertThat(list(other, "?limit=500").json().get("rejections")).hasSize(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{}` | 400",
        "`[]` | 400",
        "`{\"ids\": [1]}` | 400",
        "`{\"ids\": [\"1-1\"], \"all\": true}` | 400",
        "`{\"mended\": [{\"id\": \"1-1\"}]}` | 400",
        "`{\"mended\": 5, \"ids\": \"x\"}` | 400",
        "`no json` | 400",
        "`{\"ids\": [\"99-1\", \"x\", \"\\u0000\", \"\"]}` | 200",
      })
  void saysWhatIsWrongWithAReplay(String body, int status) {
    assertThat(replay(rooms(), body).status()).isEqualTo(status);
  }

  @Test
  void opensToThoseWhoMend() {
    String name = rooms();
    String path = "/v1/problems/" + name + "/rejected";
    post(name + "/events", "application/json", "{}");

    assertThat(send("GET", path, "operator", "", "").status()).isEqualTo(200);
    assertThat(send("GET", path, "device", "", "").status()).isEqualTo(403);
    assertThat(send("POST", path + "/replay", "reader", "application/json", "{}").status())
        .isEqualTo(403);
    assertThat(list(name, "?limit=0").status()).isEqualTo(400);
    assertThat(list(name, "?limit=x").status()).isEqualTo(400);
    assertThat(list("nobody-knows", "").status()).isEqualTo(404);
    assertThat(replay("millrace", "{\"all\":true}").status()).isEqualTo(404);
    assertThat(send("DELETE", "/v1/problems/" + name, "data-scientist", "", "").status())
        .isEqualTo(204);
    assertThat(list(name, "").status()).isEqualTo(200);
  }

  private List<String> ids(String name) {
    return list(name, "").json().get("rejections").findValuesAsString("id");
  }

  private Answer list(String name, String query) {
    return send(
        "GET",
        "/v1/problems/%s/rejected%s".formatted(name, query),
        new byte[0],
        Map.of("Authorization", "Bearer " + token("operator")));
  }

  private Answer replay(String name, String body) {
    return send(
        "POST",
        "/v1/problems/%s/rejected/replay".formatted(name),
        "data-scientist",
        "application/json",
        body);
  }
}
