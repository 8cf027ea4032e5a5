package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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
