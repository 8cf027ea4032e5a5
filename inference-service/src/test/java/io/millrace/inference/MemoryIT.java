package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> PROBLEMS = List.of("upstairs", "downstairs");
  private static final int EVENTS = 200;

  @Test
  void answersAndPredictsForTwoProblemsThatDoNotFitIntoMemoryTogether() throws Exception {
    for (String problem : PROBLEMS) {
      scene(problem).state().register(1);
      await().atMost(PATIENCE).until(() -> client.model(problem).status() == 200);
    }
    double before = reloads();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<Double>> most = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        int first = caller % 2;
        most.add(callers.submit(() -> askInTurn(first, done)));
      }
      PROBLEMS.forEach(problem -> scene(problem).send(0, EVENTS));
      try {
        PROBLEMS.forEach(problem -> awaitPredictions(problem, EVENTS));
        await().atMost(PATIENCE).until(() -> reloads() - before >= 4);
      } finally {
        done.set(true);
      }
      for (Future<Double> bytes : most) {
        assertThat(bytes.get()).isPositive().isLessThanOrEqualTo(MEMORY * 1024);
      }
    }
    assertThatUnloadedIsReady();
  }

  /** The most bytes that models took meanwhile. */
  private double askInTurn(int first, AtomicBoolean done) {
    double most = 0;
    for (int call = first; !done.get(); call++) {
      Client.Reply reply = client.predict(PROBLEMS.get(call % 2), "[{\"Light\": 500}]");
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      assertThat(reply.json().at("/predictions/0/label").asString()).isEqualTo("1");
      most = Math.max(most, meters.get("millrace.models.loaded.bytes").gauge().value());
    }
    return most;
  }

  private static void awaitPredictions(String problem, int events) {
    try (Tail predictions = new Tail(Topics.PREDICTIONS, problem)) {
      List<String> expected = IntStream.range(0, events).mapToObj(i -> "e-" + i).toList();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(predictions.read())
                      .extracting(record -> CloudEventHeaders.read(record.headers()).id())
                      .filteredOn(id -> id.startsWith("e-"))
                      .containsExactlyInAnyOrderElementsOf(expected));
    }
  }

  /** And neither to ask whether it is, or what it takes, nor the other's events load anything. */
  private void assertThatUnloadedIsReady() {
    await().atMost(PATIENCE).until(() -> loaded().size() == 1);
    double before = reloads();
    String loaded = loaded().getFirst();
    scene(loaded).send(EVENTS, EVENTS + 20);
    awaitPredictions(loaded, EVENTS + 20);
    for (String problem : PROBLEMS) {
      assertThat(client.get("/v2/models/" + problem + "/ready", "reader-token").status())
          .isEqualTo(200);
      assertThat(client.get("/v2/models/" + problem, "reader-token").status()).isEqualTo(200);
    }
    assertThat(client.get("/v2/health/ready", "reader-token").status()).isEqualTo(200);
    assertThat(reloads()).isEqualTo(before);
    assertThat(client.get("/actuator/prometheus", "operator-token").body())
        .contains("millrace_models_loaded{")
        .contains("millrace_models_loaded_bytes{")
        .containsPattern("millrace_models_unloads_total\\{.*problem=\"upstairs\"")
        .containsPattern("millrace_models_reloads_total\\{.*problem=\"upstairs\"");
  }

  private List<String> loaded() {
    return PROBLEMS.stream()
        .filter(problem -> client.model(problem).json().get("inMemory").asBoolean())
        .toList();
  }

  private double reloads() {
    return PROBLEMS.stream()
        .mapToDouble(p -> meters.counter("millrace.models.reloads", "problem", p).count())
        .sum();
  }
}
