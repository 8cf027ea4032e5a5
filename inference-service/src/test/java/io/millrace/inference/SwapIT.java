package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SwapIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void losesAndFailsNothingWhileVersionsSwap() throws Exception {
    Scene scene = scene("swapping").state().register(1);
    awaitVersion("swapping", 1);
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService callers = Executors.newFixedThreadPool(2);
        Tail predictions = new Tail(Topics.PREDICTIONS, "swapping")) {
      List<Future<List<Integer>>> calls = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        calls.add(callers.submit(() -> versions(done)));
      }
      for (int version = 2; version <= 6; version++) {
        scene.send((version - 2) * 400, (version - 1) * 400);
        scene.register(version);
        awaitVersion("swapping", version);
      }
      done.set(true);

      for (Future<List<Integer>> call : calls) {
        assertThat(call.get()).isSorted().startsWith(1).contains(2, 6);
      }
      await().atMost(PATIENCE).until(() -> streamed(predictions).size() >= 2000);
      assertThat(streamed(predictions)).hasSize(2000).doesNotHaveDuplicates();
    }
    assertThat(client.model("swapping").json().get("previous")).hasSize(5);
  }

  private List<Integer> versions(AtomicBoolean done) {
    List<Integer> versions = new ArrayList<>();
    boolean last;
    do {
      last = done.get();
      Client.Reply reply =
          client.predict("swapping", "[{\"Light\": 500}, {\"Light\": 1, \"CO2\": 700}]");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().at("/predictions/0/label").asString()).isEqualTo("1");
      assertThat(reply.json().at("/predictions/1/label").asString()).isEqualTo("0");
      versions.add(reply.json().get("modelVersion").asInt());
    } while (!last);
    return versions;
  }

  private static List<String> streamed(Tail predictions) {
    return predictions.read().stream()
        .map(record -> CloudEventHeaders.read(record.headers()).id())
        .filter(id -> id.startsWith("e-"))
        .toList();
  }

  @Test
  void keepsItsModelAndRaisesAnAlertWhereAPackageIsDamaged() {
    Scene scene = scene("damaged").state().register(1);
    awaitVersion("damaged", 1);

    scene.registerDamaged(2);

    try (Tail alerts = new Tail(Topics.ALERTS, "damaged")) {
      await().atMost(PATIENCE).until(() -> !alerts.read().isEmpty());
      var alert = alerts.read().getFirst();
      var json = MillraceJson.mapper().readTree(alert.value());
      assertThat(json.get("kind").asString()).isEqualTo("model-refused");
      assertThat(json.get("severity").asString()).isEqualTo("CRITICAL");
      assertThat(json.get("text").asString())
          .contains("Version 2 of damaged")
          .contains("digest of model.onnx");
      assertThat(CloudEventHeaders.read(alert.headers()).correlationId()).isEqualTo("c-model-2");
    }
    assertThat(client.predict("damaged", "{\"Light\": 1}").json().get("modelVersion").asInt())
        .isEqualTo(1);

    scene.register(3);
    awaitVersion("damaged", 3);
  }

  @Test
  void swapsToNoOlderVersion() {
    Scene scene = scene("ordered").state().register(2);
    awaitVersion("ordered", 2);

    scene.register(1).register(3);

    awaitVersion("ordered", 3);
    assertThat(client.model("ordered").json().get("previous"))
        .singleElement()
        .extracting(earlier -> earlier.get("version").asInt())
        .isEqualTo(2);
  }

  private void awaitVersion(String problem, int version) {
    await()
        .atMost(PATIENCE)
        .until(() -> client.model(problem).body().contains("\"version\":" + version + ","));
  }
}
