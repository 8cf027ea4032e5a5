package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.monitoring.MonitoringService;
import io.millrace.monitoring.judge.Told;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    classes = MonitoringService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=monitoring-service",
      "millrace.blob.store=folder",
      "millrace.security.tokens.reader.role=reader",
      "millrace.security.tokens.reader.token=reader-token-of-this-test-0123456789",
      "millrace.security.tokens.ann.role=operator",
      "millrace.security.tokens.ann.token=operator-token-of-this-test-0123456789"
    })
class RolloutIT {

  private static final String READER = "reader-token-of-this-test-0123456789";
  private static final String OPERATOR = "operator-token-of-this-test-0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired ControlPublisher publisher;
  @Autowired BlobStore blobs;
  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private int events;

  @DynamicPropertySource
  static void places(DynamicPropertyRegistry registry) {
    Path folder = Path.of("target", "it", UUID.randomUUID().toString());
    registry.add("spring.kafka.bootstrap-servers", KafkaBroker::bootstrapServers);
    registry.add("millrace.blob.folder", () -> folder.resolve("blobs").toString());
    registry.add("millrace.monitoring.state-dir", () -> folder.resolve("state").toString());
  }

  @Test
  void rollsBackTheWorseAndPromotesTheBetter() throws Exception {
    ProblemName name = new ProblemName("lobby");
    publish(name);
    register(name, 1, Rollout.IMMEDIATE);
    register(name, 2, Told.CANARY);
    compare(name, 2, 200, "yes", "no");
    await(name, 1);

    register(name, 3, Told.SHADOW);
    compare(name, 3, 200, "no", "yes");
    await(name, 2);

    List<ConsumerRecord<String, byte[]>> decided = decided(name);
    assertThat(decided).hasSize(2);
    ModelRolledBack back = read(decided.getFirst(), ModelRolledBack.class);
    assertThat(back.from()).isEqualTo(2);
    assertThat(back.to()).isEqualTo(1);
    assertThat(back.evidence().championScore()).isEqualTo(1.0);
    assertThat(back.evidence().challengerScore()).isZero();
    ModelPromoted promoted = read(decided.getLast(), ModelPromoted.class);
    assertThat(promoted.version()).isEqualTo(3);
    assertThat(promoted.traffic().rolledBack()).containsExactly(2);
    assertThat(blobs.list("problems/lobby/rollout/"))
        .containsExactly("problems/lobby/rollout/1.json", "problems/lobby/rollout/2.json");

    JsonNode rollout = json("/v1/problems/lobby/rollout");
    assertThat(rollout.at("/champion").asInt()).isEqualTo(3);
    assertThat(rollout.at("/decisions/0/what").asString()).isEqualTo("promoted");
    assertThat(rollout.at("/decisions/1/what").asString()).isEqualTo("rolled-back");
    assertThat(rollout.at("/decisions/1/by").asString()).isEqualTo("monitoring-service");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("/v1/alerts?problem=lobby").findValuesAsString("kind"))
                    .contains("rollout"));
  }

  @Test
  void operatorsDecideAndSeeWhatIsDecided() throws Exception {
    ProblemName name = new ProblemName("cellar");
    publish(name);
    register(name, 1, Rollout.IMMEDIATE);
    register(name, 2, Rollout.MANUAL);
    register(name, 3, Rollout.MANUAL);
    String rollout = "/v1/problems/cellar/rollout";
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> json(rollout).at("/registered").size() == 3);

    assertThat(send("POST", rollout + "/promote", "{\"version\":2}", READER).statusCode())
        .isEqualTo(403);
    assertThat(json(rollout).at("/champion").asInt()).isEqualTo(1);

    HttpResponse<String> tried =
        send(
            "PUT",
            rollout + "/traffic",
            "{\"challengers\":[{\"version\":2,\"role\":\"canary\",\"share\":0.25}],"
                + "\"reason\":\"have a look\"}",
            OPERATOR);
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    await(name, 1);
    JsonNode seen = json(rollout);
    assertThat(seen.at("/challengers/0/role").asString()).isEqualTo("canary");
    assertThat(seen.at("/challengers/0/share").asDouble()).isEqualTo(0.25);
    assertThat(seen.at("/decisions/0/reason").asString()).isEqualTo("have a look");
    assertThat(seen.at("/decisions/0/by").asString()).isEqualTo("ann");

    // Both at once, before either is heard of.
    assertThat(send("POST", rollout + "/promote", "{\"version\":3}", OPERATOR).statusCode())
        .isEqualTo(200);
    HttpResponse<String> back = send("POST", rollout + "/rollback", "{}", OPERATOR);
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    await(name, 3);
    assertThat(json(rollout).at("/rolledBack").toString()).isEqualTo("[3]");
    assertThat(json(rollout).at("/champion").asInt()).isEqualTo(1);

    assertProblem(send("POST", rollout + "/promote", "{\"version\":9}", OPERATOR), 404, "1, 2, 3");
    assertProblem(send("POST", rollout + "/promote", "{\"version\":1}", OPERATOR), 409, "already");
    assertProblem(
        send("POST", rollout + "/rollback", "{\"version\":1}", OPERATOR), 409, "none to go back");
    assertProblem(send("POST", rollout + "/promote", "{}", OPERATOR), 400, "version");
    assertProblem(
        send(
            "PUT",
            rollout + "/traffic",
            "{\"challengers\":[{\"version\":2,\"role\":\"king\"}]}",
            OPERATOR),
        400,
        "canary, shadow");
    // One that was claimed and not heard of yet may be published by whoever comes next, too.
    assertThat(decided(name).stream().map(RolloutIT::number).distinct()).containsExactly(1, 2, 3);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String says) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(response.body()).contains(says);
  }

  /** What is answered may be a moment ahead of what is committed. */
  private void await(ProblemName name, int decisions) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                json("/v1/problems/" + name + "/rollout").at("/decisions").size() == decisions
                    && decided(name).stream().map(RolloutIT::number).distinct().count()
                        == decisions);
  }

  private void publish(ProblemName name) {
    Map<String, Object> definition =
        Map.of(
            "problem", name.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")));
    publisher.publish(new ProblemApplied(name, 1, definition, Instant.now()), "c-problem");
  }

  private void register(ProblemName name, int version, Rollout rollout) {
    publisher.publish(Told.registered(name, version, rollout), "c-" + version);
  }

  /** The truth is yes. */
  private void compare(
      ProblemName name, int challenger, int count, String champions, String challengers) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = name + "-" + events++;
      Prediction prediction =
          new Prediction(
              new EventId(event),
              1,
              Instant.EPOCH.plusSeconds(events),
              Map.of("x", 0.5),
              champions,
              Map.of("yes", 0.5, "no", 0.5),
              null,
              5,
              null,
              Role.CHAMPION,
              List.of(
                  new Opinion(
                      challenger,
                      Role.SHADOW,
                      challengers,
                      Map.of("yes", 0.5, "no", 0.5),
                      null,
                      5,
                      null)));
      records.add(
          DataMessages.prediction(name, event, "r", prediction, "/millrace/test", "c-" + event));
      records.add(
          DataMessages.groundTruth(
              name, new EventId(event), new GroundTruth("yes"), "/millrace/test", "t-" + event));
    }
    try (var producer =
        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      records.forEach(producer::send);
    }
  }

  private static Map<String, Object> client() {
    return Map.of(
        "bootstrap.servers", KafkaBroker.bootstrapServers(), "isolation.level", "read_committed");
  }

  private static List<ConsumerRecord<String, byte[]>> decided(ProblemName name) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.MODELS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(500)).forEach(found::add);
      }
    }
    return found.stream()
        .filter(record -> CloudEventHeaders.read(record.headers()).problem().equals(name))
        .filter(record -> !CloudEventHeaders.read(record.headers()).type().contains("registered"))
        .toList();
  }

  private static int number(ConsumerRecord<String, byte[]> decision) {
    return MillraceJson.mapper().readTree(decision.value()).at("/traffic/decision").asInt();
  }

  private static <T> T read(ConsumerRecord<String, byte[]> record, Class<T> type) {
    return MillraceJson.mapper().readValue(record.value(), type);
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, null, READER);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MillraceJson.mapper().readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
