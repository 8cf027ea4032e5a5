package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.Topics;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Traffic;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RolloutIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROOMS = 200;
  private static final Challenger HALF = new Challenger(2, Role.CANARY, 0.5);

  @Test
  void aCanaryAnswersItsEntitiesUntilItIsPromotedOrRolledBack() {
    Scene scene = scene("tried").state().register(1);
    scene.register(2, Rollout.canary(0.5));
    awaitServing("tried", 1, 2);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "tried")) {
      scene.send(0, 400, ROOMS);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 400);

      assertThat(predictions.read()).hasSize(400);
      assertThat(predictions.read().stream().map(RolloutIT::id)).doesNotHaveDuplicates();
      for (ConsumerRecord<String, byte[]> record : predictions.read()) {
        assertThatItIsRouted(record);
      }

      scene.delete();
      await().atMost(PATIENCE).until(() -> client.model("tried").status() == 404);
      scene.state();
      awaitServing("tried", 1, 2);
      scene.send(400, 600, ROOMS);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 600);
      for (ConsumerRecord<String, byte[]> record : predictions.read()) {
        assertThatItIsRouted(record);
      }

      scene.promote(2, new Traffic(1, 2, 2, List.of(), List.of()));
      awaitServing("tried", 2);
      scene.send(600, 800, ROOMS);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 800);
      assertThat(versions(predictions, 600)).containsOnly(2);

      scene.rollBack(2, new Traffic(2, 2, 1, List.of(), List.of(2)));
      awaitServing("tried", 1);
      scene.send(800, 1000, ROOMS);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 1000);
      assertThat(versions(predictions, 800)).containsOnly(1);
      assertThat(predictions.read().stream().map(RolloutIT::id)).doesNotHaveDuplicates();
    }
    assertThat(client.get("/actuator/prometheus", "operator-token").body())
        .containsPattern(
            "millrace_predictions_total\\{.*problem=\"tried\",role=\"canary\",.*version=\"2\"");
  }

  private static void assertThatItIsRouted(ConsumerRecord<String, byte[]> record) {
    Prediction prediction = DataMessages.readPrediction(record);
    boolean taken = HALF.takes(record.key());
    assertThat(prediction.modelVersion()).isEqualTo(taken ? 2 : 1);
    assertThat(prediction.role()).isEqualTo(taken ? Role.CANARY : Role.CHAMPION);
    if (taken) {
      assertThat(prediction.beside())
          .singleElement()
          .satisfies(
              opinion -> {
                assertThat(opinion.modelVersion()).isEqualTo(1);
                assertThat(opinion.role()).isEqualTo(Role.CHAMPION);
                assertThat(opinion.label()).isEqualTo(prediction.label());
                assertThat(opinion.micros()).isPositive();
              });
    } else {
      assertThat(prediction.beside()).isNull();
    }
  }

  @Test
  void callersAreToldWhichVersionAnswered() {
    Scene scene = scene("routed").state().register(1);
    scene.register(2, 0.99, Rollout.canary(0.5));
    awaitServing("routed", 1, 2);
    String taken = room(true);
    String other = room(false);

    JsonNode both =
        client
            .predict(
                "routed",
                "[{\"Light\": 500, \"room\": \"%s\"}, {\"Light\": 500, \"room\": \"%s\"}]"
                    .formatted(taken, other))
            .json();
    JsonNode one =
        client.predict("routed", "{\"Light\": 500, \"room\": \"%s\"}".formatted(taken)).json();

    assertThat(both.has("modelVersion")).isFalse();
    assertThat(both.at("/predictions/0/modelVersion").asInt()).isEqualTo(2);
    assertThat(both.at("/predictions/0/role").asString()).isEqualTo("canary");
    assertThat(both.at("/predictions/0/label").asString()).isEqualTo("0");
    assertThat(both.at("/predictions/1/modelVersion").asInt()).isEqualTo(1);
    assertThat(both.at("/predictions/1/role").asString()).isEqualTo("champion");
    assertThat(both.at("/predictions/1/label").asString()).isEqualTo("1");
    assertThat(one.get("modelVersion").asInt()).isEqualTo(2);
    assertThat(one.get("role").asString()).isEqualTo("canary");
    assertThat(one.at("/predictions/0").has("modelVersion")).isFalse();

    assertThat(infer("routed", taken, taken)).isEqualTo("2 canary");
    assertThat(infer("routed", taken, other)).isEqualTo("1 champion");
    assertThat(infer("routed/versions/1", taken, taken)).isEqualTo("1 champion");
    assertThat(infer("routed/versions/2", other, other)).isEqualTo("2 canary");
    assertThat(
            client.infer("routed/versions/3", tensors(taken, taken)).json().get("error").asString())
        .isEqualTo("Version 3 of the model 'routed' does not serve; versions 1, 2 do.");
    assertThat(client.get("/v2/models/routed", Client.APPLICATION).json().get("versions"))
        .extracting(JsonNode::asString)
        .containsExactly("1", "2");
    JsonNode challenger = client.model("routed").json().at("/challengers/0");
    assertThat(challenger.get("version").asInt()).isEqualTo(2);
    assertThat(challenger.get("role").asString()).isEqualTo("canary");
    assertThat(challenger.get("share").asDouble()).isEqualTo(0.5);
  }

  private String infer(String model, String one, String other) {
    JsonNode answer = client.infer(model, tensors(one, other)).json();
    return answer.get("model_version").asString() + " " + answer.at("/parameters/role").asString();
  }

  private static String tensors(String one, String other) {
    return """
        {"inputs": [{"name": "Light", "datatype": "FP64", "shape": [2], "data": [500, 500]},
                    {"name": "room", "datatype": "BYTES", "shape": [2], "data": ["%s", "%s"]}]}
        """
        .formatted(one, other);
  }

  @Test
  void aShadowIsRecordedForRequestsAndEventsAndNeverAnswers() {
    Scene scene = scene("shadowed").state().register(1);
    scene.register(2, 0.99, Rollout.shadow(1));
    awaitServing("shadowed", 1, 2);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "shadowed")) {
      JsonNode answer = client.predict("shadowed", "{\"Light\": 500}").json();
      assertThat(answer.get("modelVersion").asInt()).isEqualTo(1);
      assertThat(answer.at("/predictions/0/label").asString()).isEqualTo("1");
      assertThat(infer("shadowed", "a", "b")).isEqualTo("1 champion");
      scene.send(500, 501);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 4);

      assertThat(predictions.read())
          .hasSize(4)
          .extracting(DataMessages::readPrediction)
          .allSatisfy(
              prediction -> {
                assertThat(prediction.label()).isEqualTo("1");
                assertThat(prediction.role()).isEqualTo(Role.CHAMPION);
                assertThat(prediction.beside())
                    .extracting(Opinion::modelVersion, Opinion::role, Opinion::label)
                    .containsExactly(tuple(2, Role.SHADOW, "0"));
              });
    }
  }

  @Test
  void aFailingChallengerFailsNoCall() {
    Scene scene = scene("failing").state().register(1);
    scene.registerFailing(2, Rollout.canary(1));
    awaitServing("failing", 1, 2);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "failing")) {
      for (int i = 0; i < 10; i++) {
        Client.Reply reply = client.predict("failing", "{\"Light\": 900}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/predictions/0/label").asString()).isEqualTo("1");
        assertThat(reply.json().get("modelVersion").asInt()).isEqualTo(1);
      }
      scene.send(500, 700, ROOMS);
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= 210);

      assertThat(predictions.read())
          .hasSize(210)
          .allSatisfy(
              record -> {
                Prediction prediction = DataMessages.readPrediction(record);
                assertThat(prediction.modelVersion()).isEqualTo(1);
                assertThat(prediction.beside())
                    .singleElement()
                    .extracting(Opinion::failure)
                    .isNotNull();
              });
    }
    assertThat(client.get("/actuator/prometheus", "operator-token").body())
        .containsPattern(
            "millrace_challenger_failures_total\\{.*problem=\"failing\",.*version=\"2\"");
  }

  @Test
  void aDamagedChallengerIsRefusedAndTheChampionServes() {
    Scene scene = scene("harmed").state().register(1);
    scene.registerDamaged(2, Rollout.canary(0.5));

    await()
        .atMost(PATIENCE)
        .until(() -> client.model("harmed").body().contains("digest of model.onnx"));

    assertThat(client.model("harmed").json().get("challengers")).isEmpty();
    assertThat(client.predict("harmed", "{\"Light\": 1}").json().get("modelVersion").asInt())
        .isEqualTo(1);
  }

  @Test
  void theFirstVersionWaitsWhereAnOperatorHasToPromoteIt() {
    Scene scene = scene("byhand").state();
    scene.register(1, Rollout.MANUAL);
    await()
        .atMost(PATIENCE)
        .until(() -> client.predict("byhand", "{}").body().contains("./millrace promote byhand 1"));
    assertThat(client.predict("byhand", "{\"Light\": 1}").status()).isEqualTo(409);
    assertThat(client.infer("byhand", tensors("a", "b")).status()).isEqualTo(409);

    scene.promote(1, new Traffic(1, 1, 1, List.of(), List.of()));

    awaitServing("byhand", 1);
    assertThat(client.predict("byhand", "{\"Light\": 1}").status()).isEqualTo(200);
  }

  private void awaitServing(String problem, int champion, Integer... challengers) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Client.Reply reply = client.model(problem);
              return reply.status() == 200
                  && reply.json().get("version").asInt() == champion
                  && reply
                      .json()
                      .get("challengers")
                      .valueStream()
                      .map(each -> each.get("version").asInt())
                      .toList()
                      .equals(List.of(challengers));
            });
  }

  private static String room(boolean taken) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> "room-" + i)
        .filter(room -> HALF.takes(room) == taken)
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> versions(Tail predictions, int from) {
    Map<String, Integer> versions = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : predictions.read()) {
      if (Integer.parseInt(id(record).substring(2)) >= from) {
        versions.put(id(record), DataMessages.readPrediction(record).modelVersion());
      }
    }
    return List.copyOf(versions.values());
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return CloudEventHeaders.read(record.headers()).id();
  }
}
