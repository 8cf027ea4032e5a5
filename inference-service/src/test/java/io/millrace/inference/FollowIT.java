package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.test.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.JsonNode;

class FollowIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void tellsThePredictionsOfEventsAndOfRequests() {
    Scene scene = served("followed");
    try (Subscriber subscriber = follow("followed", "", "")) {
      scene.send(0, 50);
      await().atMost(PATIENCE).until(() -> subscriber.predictions().size() >= 50);
      client.predict("followed", "{\"Light\": 430}");
      await().atMost(PATIENCE).until(() -> subscriber.predictions().size() >= 51);

      assertThat(subscriber.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(subscriber.ids().subList(0, 50)).containsExactlyInAnyOrderElementsOf(ids(0, 50));
      assertThat(subscriber.ids().getLast()).startsWith("http-");
      JsonNode one = find(subscriber, "e-40");
      assertThat(one.get("type").asString()).isEqualTo(Prediction.TYPE);
      assertThat(one.get("subject").asString()).isEqualTo("room-5");
      assertThat(one.get("problem").asString()).isEqualTo("followed");
      assertThat(one.get("correlationid").asString()).isEqualTo("c-40");
      assertThat(one.get("data").get("modelVersion").asInt()).isEqualTo(1);
      assertThat(one.get("data").get("features").get("Light").asDouble()).isEqualTo(40);
    }
  }

  @Test
  void tellsOfOneProblemAndOneEntityAlone() {
    Scene scene = served("narrowed");
    Scene other = served("beside");
    try (Subscriber subscriber = follow("narrowed", "?entity=room-3", "")) {
      other.send(0, 20);
      scene.send(0, 70);

      await().atMost(PATIENCE).until(() -> subscriber.predictions().size() >= 10);
      assertThat(subscriber.ids())
          .containsExactlyElementsOf(
              IntStream.range(0, 70).filter(i -> i % 7 == 3).mapToObj(i -> "e-" + i).toList());
    }
  }

  @Test
  void goesOnWhereOneLeftItWithoutGapOrDouble() {
    Scene scene = served("resumed");
    List<String> heard = new ArrayList<>();
    String last;
    try (Subscriber first = follow("resumed", "", "")) {
      scene.send(0, 100);
      await().atMost(PATIENCE).until(() -> first.predictions().size() >= 20);
      Subscriber.Sent left = first.predictions().get(19);
      last = left.id();
      first.ids().subList(0, 20).forEach(heard::add);
    }
    scene.send(100, 2000);
    try (Subscriber again = follow("resumed", "", last)) {
      scene.send(2000, 2500);
      await().atMost(PATIENCE).until(() -> again.predictions().size() >= 2480);
      heard.addAll(again.ids());
    }

    assertThat(heard).containsExactlyInAnyOrderElementsOf(ids(0, 2500));
  }

  @Test
  void tellsAllThatAreKeptWhereOneAsksForThem() {
    Scene scene = served("retold");
    scene.send(0, 30);
    try (Subscriber first = follow("retold", "", "0")) {
      await().atMost(PATIENCE).until(() -> first.predictions().size() >= 30);
      assertThat(first.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 30));
    }
  }

  @Test
  void saysThatSomeAreNotKeptAnyMore() throws Exception {
    Scene scene = served("expired");
    String begun;
    try (Subscriber first = follow("expired", "", "")) {
      await().atMost(PATIENCE).until(() -> !first.lastId().isEmpty());
      begun = first.lastId();
      scene.send(0, 30);
      await().atMost(PATIENCE).until(() -> first.predictions().size() >= 30);
    }
    deleteAllPredictions();
    scene.send(30, 40);

    try (Subscriber again = follow("expired", "", begun)) {
      await().atMost(PATIENCE).until(() -> again.predictions().size() >= 10);
      assertThat(again.others())
          .singleElement()
          .satisfies(sent -> assertThat(sent.event()).isEqualTo("gap"));
      assertThat(again.ids()).containsExactlyInAnyOrderElementsOf(ids(30, 40));
    }
  }

  private static void deleteAllPredictions() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      int partitions =
          admin
              .describeTopics(List.of(Topics.PREDICTIONS))
              .allTopicNames()
              .get()
              .get(Topics.PREDICTIONS)
              .partitions()
              .size();
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int i = 0; i < partitions; i++) {
        all.put(new TopicPartition(Topics.PREDICTIONS, i), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  @Test
  void doesNotTellWhatATransactionTookBack() {
    served("aborted");
    Map<String, Object> transactional = new HashMap<>(producers.getConfigurationProperties());
    transactional.put("transactional.id", "aborting");
    try (Subscriber subscriber = follow("aborted", "", "");
        Producer<String, byte[]> producer = new KafkaProducer<>(transactional)) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(prediction("aborted", "taken-back", 10));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(prediction("aborted", "stands", 10));
      producer.commitTransaction();

      await().atMost(PATIENCE).until(() -> !subscriber.predictions().isEmpty());
      assertThat(subscriber.ids()).containsExactly("stands");
    }
  }

  @Test
  void cutsOffOneThatIsSlowAndNobodyElse() {
    served("flooded");
    KafkaTemplate<String, byte[]> kafka = new KafkaTemplate<>(producers);
    try (Subscriber slow = letIn("flooded", "", "");
        Subscriber quick = follow("flooded", "", "")) {
      for (int from = 0; from < 600; from += 20) {
        int to = from + 20;
        for (int i = from; i < to; i++) {
          var _ = kafka.send(prediction("flooded", "e-" + i, 20_000));
        }
        kafka.flush();
        await().atMost(PATIENCE).until(() -> quick.predictions().size() >= to);
      }
      slow.listen();
      await().atMost(PATIENCE).until(slow::isOver);

      assertThat(quick.others()).isEmpty();
      assertThat(slow.others())
          .singleElement()
          .satisfies(
              sent -> {
                assertThat(sent.event()).isEqualTo("end");
                assertThat(sent.json().get("reason").asString()).isEqualTo("too-slow");
              });
      List<String> heard = new ArrayList<>(slow.ids());
      try (Subscriber again = follow("flooded", "", slow.lastId())) {
        await().atMost(PATIENCE).until(() -> again.ids().size() + heard.size() >= 600);
        heard.addAll(again.ids());
      }
      assertThat(heard).containsExactlyInAnyOrderElementsOf(ids(0, 600));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(client.get("/actuator/prometheus", "operator-token").body())
                    .containsPattern("millrace_followers_dropped_total(\\{.*\\})? 1\\.0")
                    .containsPattern("millrace_followers(\\{.*\\})? 0\\.0"));
  }

  @Test
  void refusesWithTheReason() {
    served("bounded");
    try (Subscriber unknown = open("nowhere", "", "", Client.APPLICATION);
        Subscriber sensor = open("bounded", "", "", "device-token");
        Subscriber lost = open("bounded", "", "yesterday", Client.APPLICATION)) {
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(sensor.status()).isEqualTo(403);
      assertThat(lost.status()).isEqualTo(400);
    }
    assertThat(client.get("/v1/problems/bounded/predictions", "").status()).isEqualTo(401);
  }

  @Test
  void letsInAsManyAsThereIsRoomFor() {
    served("crowded");
    try (Subscriber first = follow("crowded", "", "");
        Subscriber second = follow("crowded", "", "");
        Subscriber third = follow("crowded", "", "")) {
      assertThat(List.of(first.status(), second.status(), third.status())).containsOnly(200);
      try (Subscriber fourth = open("crowded", "", "", Client.APPLICATION)) {
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.headers().firstValue("retry-after")).contains("10");
      }
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (Subscriber later = open("crowded", "", "", Client.APPLICATION)) {
                return later.status() == 200;
              }
            });
  }

  @Test
  void endsWithTheProblem() {
    Scene scene = served("deleted");
    try (Subscriber subscriber = follow("deleted", "", "")) {
      scene.delete();

      await().atMost(PATIENCE).until(subscriber::isOver);
      assertThat(subscriber.others().getLast().json().get("reason").asString())
          .isEqualTo("deleted");
    }
  }

  @Test
  void anotherReplicaTellsTheSameAndEndsWhenItIsStopped() {
    Scene scene = served("shared");
    ConfigurableApplicationContext replica = replica();
    int other = ((ServletWebServerApplicationContext) replica).getWebServer().getPort();
    try (Subscriber here = follow("shared", "", "");
        Subscriber there = new Subscriber(other, "shared", "", "", Client.APPLICATION).listen()) {
      scene.send(0, 100);
      await().atMost(PATIENCE).until(() -> here.predictions().size() >= 100);
      await().atMost(PATIENCE).until(() -> there.predictions().size() >= 100);
      assertThat(there.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 100));

      replica.close();

      await().atMost(PATIENCE).until(there::isOver);
      assertThat(there.others().getLast().json().get("reason").asString()).isEqualTo("stopping");
      try (Subscriber moved = follow("shared", "", there.lastId())) {
        scene.send(100, 120);
        await().atMost(PATIENCE).until(() -> moved.predictions().size() >= 20);
        assertThat(moved.ids()).containsExactlyInAnyOrderElementsOf(ids(100, 120));
      }
    }
  }

  private ConfigurableApplicationContext replica() {
    Path folder =
        Path.of("target", "it", Long.toString(ProcessHandle.current().pid())).toAbsolutePath();
    return InferenceService.start(
        "--server.port=0",
        "--millrace.inference.grpc.port=0",
        "--millrace.inference.instance=second",
        "--millrace.inference.cache=" + folder.resolve("cache-second"),
        "--millrace.blob.folder=" + folder.resolve("blobs"),
        "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
        "--millrace.security.tokens.app.role=application",
        "--millrace.security.tokens.app.token=" + Client.APPLICATION);
  }

  private Scene served(String problem) {
    Scene scene = scene(problem).state().register(1);
    await().atMost(PATIENCE).until(() -> client.model(problem).status() == 200);
    return scene;
  }

  private Subscriber follow(String problem, String query, String last) {
    return letIn(problem, query, last).listen();
  }

  /** Those of the test before may have gone without the service's having noticed. */
  private Subscriber letIn(String problem, String query, String last) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> open(problem, query, last, Client.APPLICATION),
            subscriber -> subscriber.status() == 200);
  }

  private Subscriber open(String problem, String query, String last, String token) {
    return new Subscriber(port, problem, query, last, token);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e-" + i).toList();
  }

  private static JsonNode find(Subscriber subscriber, String id) {
    return subscriber.predictions().stream()
        .map(Subscriber.Sent::json)
        .filter(json -> json.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static ProducerRecord<String, byte[]> prediction(String problem, String id, int size) {
    Prediction prediction =
        new Prediction(
            new EventId(id),
            1,
            Instant.EPOCH,
            Map.of("Word", "w".repeat(size)),
            "1",
            Map.of("1", 1.0),
            null,
            1);
    return DataMessages.prediction(
        new ProblemName(problem), id, "room-" + id.hashCode() % 5, prediction, "/test", "c");
  }
}
