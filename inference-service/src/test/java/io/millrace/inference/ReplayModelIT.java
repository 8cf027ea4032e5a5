package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import io.millrace.problem.Rollout;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplayModelIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PATH = "/v1/problems/%s/models/%d/replay?since=%s";

  @Test
  void comparesAVersionThatMeetsNoTrafficWithTheChampion() {
    Scene scene = scene("kept").state().register(1);
    scene.register(2, 0.9, Rollout.MANUAL);
    awaitModel("kept");
    Instant since = Instant.now();
    scene.send(0, 1000);
    scene.label(0, 500, light -> light > 365);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "kept")) {
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 1000);

      List<JsonNode> lines = replay("kept", 2, since);

      JsonNode comparison = lines.getLast().get("comparison");
      assertThat(lines.getFirst().has("done")).isTrue();
      assertThat(comparison.get("events").asLong()).isEqualTo(1000);
      assertThat(comparison.get("labelled").asLong()).isEqualTo(500);
      assertThat(comparison.get("metric").asString()).isEqualTo("f1");
      // of 1000 lights those from 366 to 584 are of one label to one and of another to the other
      assertThat(comparison.get("agreement").asDouble()).isEqualTo(1 - 219 / 1000.0);
      assertThat(comparison.at("/champion/version").asInt()).isEqualTo(1);
      assertThat(comparison.at("/champion/score").asDouble()).isEqualTo(1);
      assertThat(comparison.at("/candidate/version").asInt()).isEqualTo(2);
      assertThat(comparison.at("/candidate/score").asDouble()).isZero();
      assertThat(comparison.at("/candidate/failures").asLong()).isZero();
      assertThat(comparison.get("cut").asBoolean()).isFalse();
      assertThat(predictions.read()).as("nothing is published").hasSize(1000);
    }
    assertThat(client.model("kept").json().get("version").asInt()).isEqualTo(1);
    assertThat(
            replay("kept", 2, Instant.now().plusSeconds(60))
                .getLast()
                .at("/comparison/events")
                .asInt())
        .isZero();
  }

  @Test
  void countsWhatTheCandidateHasNoAnswerTo() {
    Scene scene = scene("keptfailing").state().register(1);
    scene.registerFailing(2, Rollout.MANUAL);
    awaitModel("keptfailing");
    Instant since = Instant.now();
    scene.send(600, 650);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        replay("keptfailing", 2, since)
                            .getLast()
                            .at("/comparison/candidate/failures")
                            .asInt())
                    .isEqualTo(50));
  }

  @Test
  void saysWhyAVersionCannotBeTried() {
    Scene scene = scene("untried").state().register(1);
    scene.registerDamaged(2, Rollout.MANUAL);
    awaitModel("untried");

    await().atMost(PATIENCE).until(() -> post("untried", 2).status() == 409);
    assertThat(post("untried", 2).body()).contains("digest of model.onnx");
    assertThat(post("untried", 3).status()).isEqualTo(404);
    assertThat(post("nobody", 1).status()).isEqualTo(404);
    assertThat(
            client
                .post(PATH.formatted("untried", 2, Instant.EPOCH), "", Client.APPLICATION)
                .status())
        .isEqualTo(403);
  }

  private Client.Reply post(String problem, int version) {
    return client.post(PATH.formatted(problem, version, Instant.EPOCH), "", "operator-token");
  }

  private List<JsonNode> replay(String problem, int version, Instant since) {
    Client.Reply reply = client.post(PATH.formatted(problem, version, since), "", "operator-token");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.body().lines().map(MillraceJson.mapper()::readTree).toList();
  }

  private void awaitModel(String problem) {
    await().atMost(PATIENCE).until(() -> client.model(problem).status() == 200);
  }
}
