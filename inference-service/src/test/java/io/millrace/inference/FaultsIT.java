package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.test.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Two replicas, one of them in a process of its own, and what may befall them. */
@Tag("long")
class FaultsIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Value("${millrace.blob.folder}")
  Path folder;

  @Test
  void predictsEachEventOnceWhereAReplicaHangsAndComesBack() throws Exception {
    Scene scene = scene("frozen").state().register(1);
    try (Replica replica = Replica.start("to-be-frozen", folder);
        Admin admin = admin();
        Tail predictions = new Tail(Topics.PREDICTIONS, "frozen")) {
      awaitMembers(admin, "frozen", 2, replica);
      scene.send(0, 3000);
      replica.freeze();
      scene.send(3000, 4000);

      // the other one takes its partitions over, and its open transaction holds up nobody
      awaitPredictions(predictions, 4000);
      replica.thaw();
      scene.send(4000, 5000);

      awaitPredictions(predictions, 5000);
      awaitMembers(admin, "frozen", 2, replica);
      scene.send(5000, 6000);
      awaitPredictions(predictions, 6000);
      assertOnceEach(predictions, 6000);
    }
  }

  @Test
  void predictsEachEventOnceWhereTheBrokerIsKilledAndComesBack() throws Exception {
    Scene scene = patientScene("brokerless").state().register(1);
    try (Replica replica = Replica.start("without-broker", folder);
        Admin admin = admin();
        Tail predictions = new Tail(Topics.PREDICTIONS, "brokerless")) {
      awaitMembers(admin, "brokerless", 2, replica);
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> scene.sendSteadily(0, 3000));
      await().atMost(PATIENCE).until(() -> predictions.read().size() > 300);

      SharedBroker.kill();
      try {
        assertThat(client.predict("brokerless", "{\"Light\": 500}").status()).isEqualTo(200);
        // longer than a commit waits, so that its outcome is unknown to whoever asked for it
        await().atMost(PATIENCE).pollDelay(Duration.ofSeconds(12)).until(() -> true);
        assertThat(client.predict("brokerless", "{\"Light\": 500}").status()).isEqualTo(200);
      } finally {
        SharedBroker.start();
      }

      sending.join();
      awaitPredictions(predictions, 3000);
      assertOnceEach(predictions, 3000);
      assertThat(replica.exit()).as("it goes on by itself").isEmpty();
      await()
          .atMost(PATIENCE)
          .until(() -> client.health().contains("\"streams\":{\"status\":\"UP\""));
    }
  }

  /** As where another replica goes by the same name, or the broker ended its transaction. */
  @Test
  void predictsEachEventOnceWhereItsProducerIsFenced() throws Exception {
    Scene scene = scene("fenced").state().register(1);
    try (Tail predictions = new Tail(Topics.PREDICTIONS, "fenced")) {
      await().atMost(PATIENCE).until(() -> client.model("fenced").status() == 200);
      for (int i = 0; i < 5; i++) {
        scene.send(i * 400, i * 400 + 400);
        fence("inference-test-fenced-0");
      }

      awaitPredictions(predictions, 2000);
      assertOnceEach(predictions, 2000);
    }
    assertThat(client.get("/actuator/prometheus", "operator-token").body())
        .containsPattern("millrace_stream_restarts_total\\{problem=\"fenced\"");
  }

  private void fence(String transactionalId) {
    Map<String, Object> configuration = new HashMap<>(producers.getConfigurationProperties());
    configuration.put("transactional.id", transactionalId);
    try (KafkaProducer<String, byte[]> other = new KafkaProducer<>(configuration)) {
      other.initTransactions();
    }
  }

  /** Its sender gives nothing up: a copy that it sent after all would be another event. */
  private Scene patientScene(String problem) {
    Map<String, Object> configuration = new HashMap<>(producers.getConfigurationProperties());
    configuration.put("delivery.timeout.ms", 300_000);
    configuration.put("max.block.ms", 300_000);
    return new Scene(
        problem,
        publisher,
        blobs,
        new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(configuration)));
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()));
  }

  private static void awaitMembers(Admin admin, String problem, int expected, Replica replica) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(replica.exit()).isEmpty();
              return members(admin, "inference-" + problem) == expected;
            });
  }

  /** With partitions, that is. */
  private static long members(Admin admin, String group) throws InterruptedException {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw new IllegalStateException(e);
    }
  }

  private static void awaitPredictions(Tail predictions, int expected) {
    await().atMost(PATIENCE).until(() -> ids(predictions).size() >= expected);
  }

  private static void assertOnceEach(Tail predictions, int events) {
    assertThat(ids(predictions))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, events).mapToObj(i -> "e-" + i).toList());
  }

  private static List<String> ids(Tail predictions) {
    return predictions.read().stream()
        .map(record -> CloudEventHeaders.read(record.headers()).id())
        .filter(id -> id.startsWith("e-"))
        .toList();
  }
}
