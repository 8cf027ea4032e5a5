package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StreamIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void predictsEventsFromBeforeAndAfterTheFirstModelOnceEach() {
    Scene rooms = scene("rooms").state();
    scene("streets").state().send(0, 10);
    rooms.send(0, 2500);
    rooms.register(1);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "rooms")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 2500);
      rooms.send(2500, 3000);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 3000);

      List<ConsumerRecord<String, byte[]>> all = predictions.read();

      assertThat(all.stream().map(StreamIT::id))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 3000).mapToObj(i -> "e-" + i).toList());
      ConsumerRecord<String, byte[]> one =
          all.stream().filter(record -> id(record).equals("e-400")).findFirst().orElseThrow();
      Prediction prediction = DataMessages.readPrediction(one);
      assertThat(prediction.label()).isEqualTo("1");
      assertThat(prediction.features()).containsEntry("Light", 400.0);
      assertThat(prediction.eventTime()).hasToString("1970-01-01T00:06:40Z");
      assertThat(one.key()).isEqualTo("room-1");
      assertThat(CloudEventHeaders.read(one.headers()).correlationId()).isEqualTo("c-400");
    }
    await()
        .untilAsserted(
            () -> assertThat(client.model("rooms").json().get("scored").asLong()).isEqualTo(3000));
    assertThat(client.predict("streets", "{}").status()).isEqualTo(409);
  }

  @Test
  void setsAsideAnEventThatCannotBeReadAndGoesOn() {
    Scene scene = scene("poisoned").state().register(1);
    scene.send(0, 5);
    scene.sendPoison("bad-1", "{\"Light\": \"bright\"}");
    scene.sendPoison("bad-2", "not json");
    scene.send(5, 10);

    try (Tail predictions = new Tail(Topics.PREDICTIONS, "poisoned");
        Tail rejected = new Tail(Topics.REJECTED, "poisoned")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 10);
      await().atMost(PATIENCE).until(() -> rejected.read().size() >= 2);

      assertThat(predictions.read()).hasSize(10);
      Rejection rejection =
          rejected.read().stream()
              .map(DataMessages::readRejection)
              .filter(found -> found.found().startsWith("Light"))
              .findFirst()
              .orElseThrow();
      assertThat(rejection.found()).isEqualTo("Light: found bright; allowed: a number");
      assertThat(rejection.content()).isEqualTo("{\"Light\": \"bright\"}");
      assertThat(rejection.kind()).isEqualTo(Rejection.EVENT);
      assertThat(rejection.origin()).isNotNull();
      assertThat(rejection.origin().service()).isEqualTo("inference-service");
    }
  }

  @Test
  void isHeldUpByNoPoisonAndLeavesNoneOut() {
    Scene scene = scene("spiked").state().register(1);
    scene.send(0, 5);
    scene.sendPoison("bad", "", headers -> {});
    scene.sendPoison("bad", "\u00ff\u0000", headers -> {});
    scene.sendPoison("bad", "[".repeat(5000), headers -> {});
    scene.sendPoison("bad", "{\"Light\": 1e400}", headers -> {});
    scene.sendPoison("beyond", "{\"Light\": 1e300}", headers -> {});
    scene.sendPoison("bad", "{\"Light\": 1}", headers -> headers.remove("ce_id"));
    scene.sendPoison("bad", "{\"Light\": 1}", headers -> headers.remove("ce_type"));
    scene.sendPoison(
        "bad",
        "{\"Light\": 1}",
        headers -> headers.remove("ce_time").add("ce_time", utf8("+1000000000-12-31T23:59:59Z")));
    scene.sendPoison(
        "large",
        "{\"Light\": 1}",
        headers -> headers.remove("ce_subject").add("ce_subject", new byte[500_000]));
    scene.sendPoison(
        "too large to be predicted",
        "{\"Light\": 1}",
        headers -> headers.remove("ce_subject").add("ce_subject", utf8("s".repeat(900_000))));
    scene.sendPoison(
        "future",
        "{\"Light\": 1}",
        headers -> headers.remove("ce_type").add("ce_type", utf8("io.millrace.event.v2")));
    scene.send(5, 10);

    try (Tail predictions = new Tail(Topics.PREDICTIONS, "spiked");
        Tail rejected = new Tail(Topics.REJECTED, "spiked")) {
      await().atMost(PATIENCE).until(() -> ids(predictions).count() >= 10);
      await().atMost(PATIENCE).until(() -> rejected.read().size() >= 10);

      assertThat(ids(predictions)).hasSize(10).doesNotHaveDuplicates();
      assertThat(rejected.read()).hasSize(10);
    }
    String metrics = client.get("/actuator/prometheus", "operator-token").body();
    assertThat(metrics)
        .containsPattern("millrace_messages_ignored_total\\{.*type=\"io.millrace.event.v2\"")
        .contains("millrace_messages_set_aside_total{");
  }

  private static Stream<String> ids(Tail predictions) {
    return predictions.read().stream().map(StreamIT::id).filter(id -> id.startsWith("e-"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void goesOnWhereItStoodWhenAProblemComesBack() {
    Scene scene = scene("returning").state().register(1);
    scene.send(0, 10);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "returning")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 10);
      scene.delete();
      await().atMost(PATIENCE).until(() -> client.model("returning").status() == 404);
      scene.send(10, 20);

      scene.state();
      await().atMost(PATIENCE).until(() -> client.model("returning").status() == 200);
      scene.send(20, 30);

      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 30);
      assertThat(ids(predictions)).hasSize(30).doesNotHaveDuplicates();
    }
  }

  @Test
  void stopsWithItsProblem() {
    Scene scene = scene("leaving").state().register(1);
    scene.send(0, 10);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "leaving")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 10);

      scene.delete();

      await().atMost(PATIENCE).until(() -> client.model("leaving").status() == 404);
      assertThat(client.predict("leaving", "{\"Light\": 1}").status()).isEqualTo(404);
      assertThat(predictions.read()).hasSize(10);
    }
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return CloudEventHeaders.read(record.headers()).id();
  }
}
