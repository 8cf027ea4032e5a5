package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Ahead;
import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Each room's light grows by 7 in each step of 7 s; the model goes on in a straight line. */
class ForecastIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROOMS = 7;

  @Value("${millrace.blob.folder}")
  Path folder;

  @Test
  void forecastsEachRoomFromItsOwnHistoryAndGoesOnAfterAPause() {
    Scene scene = scene("lit").stateSeries().registerForecaster(1);
    scene.send(0, 70);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "lit")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 70);
      scene.delete();
      await().atMost(PATIENCE).until(() -> client.model("lit").status() == 404);
      scene.stateSeries();
      await().atMost(PATIENCE).until(() -> client.model("lit").status() == 200);
      scene.send(70, 140);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 140);

      requireRight(predictions, 140);
    }
  }

  @Test
  void forecastsTheSameWhenAReplicaIsKilled() throws Exception {
    Scene scene = scene("lit-twice").stateSeries().registerForecaster(1);
    scene.send(0, 700);
    int sent = 700;
    try (Replica replica = Replica.start("forecaster", folder);
        Tail predictions = new Tail(Topics.PREDICTIONS, "lit-twice")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 700);
      for (int i = 0; i < 30; i++, sent += 100) {
        scene.send(sent, sent + 100);
        if (i == 15) {
          replica.kill();
        }
      }
      int all = sent;
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= all);

      requireRight(predictions, all);
    }
  }

  /** Every event once, and each forecast as if nothing had happened. */
  private static void requireRight(Tail tail, int count) {
    List<Prediction> predictions = tail.read().stream().map(DataMessages::readPrediction).toList();
    assertThat(predictions.stream().map(each -> each.eventId().value()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(i -> "e-" + i).toList());
    for (Prediction each : predictions) {
      int i = Integer.parseInt(each.eventId().value().substring(2));
      Ahead ahead = each.forecast();
      assertThat(ahead).isNotNull();
      assertThat(ahead.stepMillis()).isEqualTo(7000);
      assertThat(ahead.from()).isEqualTo(Instant.EPOCH.plusSeconds(i + 7));
      if (i < 3 * ROOMS) {
        assertThat(ahead.values()).isEmpty();
      } else {
        assertThat(ahead.values()).as("after %d", i).containsExactly(i + 7.0, i + 14.0);
        assertThat(ahead.low()).containsExactly(i + 6.5, i + 13.0);
        assertThat(ahead.high()).containsExactly(i + 7.5, i + 15.0);
      }
      if (i >= 4 * ROOMS) {
        assertThat(each.value()).as("foretold for %d", i).isEqualTo(i);
      }
    }
  }

  @Test
  void answersAHistoryThatARequestTells() {
    scene("asked").stateSeries().registerForecaster(1);
    await().atMost(PATIENCE).until(() -> client.model("asked").status() == 200);
    String rows =
        IntStream.range(0, 5)
            .mapToObj(
                i -> "{\"date\": %d, \"room\": \"r1\", \"Light\": %d}".formatted(7000 * i, 10 * i))
            .collect(Collectors.joining(","));

    JsonNode answer =
        client
            .predict(
                "asked",
                "[%s, {\"date\": 0, \"room\": \"r2\", \"Light\": 1}, {\"date\": 0, \"room\": \"r3\"}]"
                    .formatted(rows))
            .json();

    JsonNode first = answer.at("/predictions/0");
    assertThat(first.get("key").asString()).isEqualTo("r1");
    assertThat(first.at("/forecast/from").asString()).isEqualTo("1970-01-01T00:00:35Z");
    assertThat(first.at("/forecast/values/0").asDouble()).isEqualTo(50);
    assertThat(first.at("/forecast/values/1").asDouble()).isEqualTo(60);
    assertThat(first.at("/forecast/high/1").asDouble()).isEqualTo(61);
    assertThat(answer.at("/predictions/1/error/expected").asString()).contains("latest 4 values");
    assertThat(answer.at("/predictions/2/error/field").asString()).isEqualTo("Light");
  }
}
