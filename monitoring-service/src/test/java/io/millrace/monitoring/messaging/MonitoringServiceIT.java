package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.monitoring.MonitoringService;
import io.millrace.monitoring.Packages;
import io.millrace.monitoring.notify.Receiver;
import io.millrace.problem.ProblemName;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.SmartLifecycle;
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
      "millrace.security.tokens.operator.role=operator",
      "millrace.security.tokens.operator.token=operator-token-of-this-test-01234567",
      "millrace.security.tokens.device.role=device",
      "millrace.security.tokens.device.token=device-token-of-this-test-0123456789"
    })
class MonitoringServiceIT {

  private static final String READER = "reader-token-of-this-test-0123456789";
  private static final String OPERATOR = "operator-token-of-this-test-01234567";
  private static final String DEVICE = "device-token-of-this-test-0123456789";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int WINDOW = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired ControlPublisher publisher;
  @Autowired BlobStore blobs;
  @Autowired MonitoringStreams streams;

  @Autowired
  @Qualifier("webhooks")
  SmartLifecycle webhooks;

  @LocalServerPort int port;

  private final Random random = new Random(3);
  private final HttpClient http = HttpClient.newHttpClient();
  private int events;

  private static final Receiver STEADY = new Receiver();
  private static final Receiver SHAKY = new Receiver();

  @AfterAll
  static void closeReceivers() {
    STEADY.close();
    SHAKY.close();
  }

  @DynamicPropertySource
  static void places(DynamicPropertyRegistry registry) {
    receiver(registry, 0, "steady", STEADY, "kitchen,scullery");
    receiver(registry, 1, "shaky", SHAKY, "kitchen");
    Path folder = Path.of("target", "it", UUID.randomUUID().toString());
    registry.add("spring.kafka.bootstrap-servers", KafkaBroker::bootstrapServers);
    registry.add("millrace.blob.folder", () -> folder.resolve("blobs").toString());
    registry.add("millrace.monitoring.state-dir", () -> folder.resolve("state").toString());
  }

  private static void receiver(
      DynamicPropertyRegistry registry,
      int number,
      String name,
      Receiver receiver,
      String problems) {
    String webhook = "millrace.monitoring.webhooks[%d].".formatted(number);
    registry.add(webhook + "name", () -> name);
    registry.add(webhook + "url", receiver::url);
    registry.add(webhook + "secret", () -> SECRET);
    registry.add(webhook + "problems", () -> problems);
  }

  @Test
  void answersNobodyWithoutACredential() throws Exception {
    assertThat(get("/v1/alerts", null).statusCode()).isEqualTo(401);
    assertThat(get("/v1/alerts", DEVICE).statusCode()).isEqualTo(403);
    assertThat(get("/v1/problems/unheard-of/drift", READER).statusCode()).isEqualTo(404);
  }

  @Test
  void announcesDriftAndAnswersWhatItSaw() throws Exception {
    ProblemName name = new ProblemName("office");
    storeBaseline(name);
    // Before the problem is known: they wait.
    send(name, WINDOW / 2, 2, true);
    publish(name);
    send(name, WINDOW / 2 + 50, 2, true);

    ConsumerRecord<String, byte[]> sent = first(Topics.DRIFT_DETECTED, name);
    DriftDetected detected = MillraceJson.mapper().readValue(sent.value(), DriftDetected.class);
    assertThat(sent.key()).isEqualTo("office");
    assertThat(detected.evidence().getFirst().feature()).isEqualTo("x");
    assertThat(CloudEventHeaders.read(sent.headers()).correlationId()).startsWith("c-office-");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode performance = json("/v1/problems/office/performance");
              assertThat(performance.at("/current/labelled").asInt()).isEqualTo(WINDOW + 50);
              assertThat(performance.at("/current/value").asDouble()).isEqualTo(1);
              assertThat(performance.at("/byVersion/1/value").asDouble()).isEqualTo(1);
            });
    JsonNode drift = json("/v1/problems/office/drift");
    assertThat(drift.at("/modelVersion").asInt()).isEqualTo(1);
    assertThat(drift.at("/window/size").asInt()).isEqualTo(WINDOW);
    assertThat(drift.at("/window/filled").asInt()).isEqualTo(50);
    assertThat(drift.at("/windows/0/drifted").asBoolean()).isTrue();
    assertThat(drift.at("/windows/0/features/0/feature").asString()).isEqualTo("x");
    assertThat(drift.at("/detections/0/summary").asString()).startsWith("x moved (PSI ");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("/v1/alerts?problem=office").at("/0/kind").asString())
                    .isEqualTo("drift"));
    HttpResponse<String> report = get("/v1/problems/office/drift/report", READER);
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.headers().firstValue("Content-Type").orElseThrow())
        .isEqualTo("text/html;charset=UTF-8");
    assertThat(report.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'");
    assertThat(report.body())
        .contains("Drift of office <small>version 1, window 1</small>", "/1/window-1/", "<svg");
    assertThat(
            get("/v1/problems/office/drift/report?window=1&model-version=1", READER).statusCode())
        .isEqualTo(200);
    HttpResponse<String> unkept = get("/v1/problems/office/drift/report?window=7", READER);
    assertThat(unkept.statusCode()).isEqualTo(404);
    assertThat(unkept.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(unkept.body()).contains("Kept are window 1 of version 1.");
    assertThat(get("/v1/problems/office/drift/report?window=x", READER).statusCode())
        .isEqualTo(400);
    assertThat(get("/v1/problems/office/drift/report", DEVICE).statusCode()).isEqualTo(403);
    JsonNode open = json("/v1/alerts?problem=office&state=open");
    assertThat(open.at("/0/incident/state").asString()).isEqualTo("OPENED");
    assertThat(get("/v1/alerts?state=shut", READER).statusCode()).isEqualTo(400);
    assertThat(get("/actuator/prometheus", OPERATOR).body())
        .contains("millrace_incidents_open{kind=\"drift\",problem=\"office\"");
  }

  @Test
  void goesOnInTheMiddleOfAWindowAfterARestart() throws Exception {
    ProblemName name = new ProblemName("workshop");
    storeBaseline(name);
    publish(name);
    send(name, WINDOW - 10, 2, false);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> json("/v1/problems/workshop/drift").at("/window/filled").asInt() == WINDOW - 10);

    streams.stop();
    assertThat(get("/v1/problems/workshop/drift", READER).statusCode()).isEqualTo(503);
    long began = System.nanoTime();
    streams.start();
    send(name, 10, 2, false);

    DriftDetected detected =
        MillraceJson.mapper()
            .readValue(first(Topics.DRIFT_DETECTED, name).value(), DriftDetected.class);
    assertThat(detected.window().predictions()).isEqualTo(WINDOW);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void tellsAlertsAsTheyAreRaisedAndGoesOnWhereAClientStood() throws Exception {
    publish(alert("hall", "the first"));
    publish(alert("cellar", "of another problem"));
    List<String> first = follow("hall", "0", lines -> told(lines).size() == 1);
    publish(alert("hall", "the second"));
    String last = first.stream().filter(line -> line.startsWith("id: ")).toList().getLast();

    List<String> next = follow("hall", last.substring(4), lines -> told(lines).size() == 1);

    assertThat(told(first)).singleElement().asString().contains("the first");
    assertThat(told(next)).singleElement().asString().contains("the second");
    assertThat(get("/v1/alerts/stream", DEVICE).statusCode()).isEqualTo(403);
  }

  @Test
  void tellsEachReceiverOnceItTakesIt() throws Exception {
    awaitReceivers();
    SHAKY.status = 500;
    publish(alert("kitchen", "A"));

    await().atMost(PATIENCE).until(() -> bodies(STEADY, "kitchen"), List.of("A")::equals);
    await().atMost(PATIENCE).until(() -> SHAKY.received().size() >= 2);
    webhooks.stop();
    publish(alert("kitchen", "B"));
    SHAKY.status = 200;
    int refused = SHAKY.received().size();
    webhooks.start();

    await().atMost(PATIENCE).until(() -> SHAKY.received().size() == refused + 2);
    await().atMost(PATIENCE).until(() -> bodies(STEADY, "kitchen"), List.of("A", "B")::equals);
    assertThat(bodies(SHAKY, "kitchen").subList(refused, refused + 2)).containsExactly("A", "B");
    assertThat(SHAKY.received().stream().map(received -> received.header("webhook-id")).distinct())
        .hasSize(2);
  }

  @Test
  void doesWhatThePageOfAlertsShows() throws Exception {
    publish(alert("pantry", "of the page"));
    await().atMost(PATIENCE).until(() -> json("/v1/alerts?problem=pantry").size() == 1);

    String asked = output(example("sh", "state=open"));
    String told = output(example("sh", "/stream") + " --max-time 2 || true");

    assertThat(asked).isEqualTo("[]");
    assertThat(told).startsWith("retry: 2000\n: here\nid: 0\n\n").contains("of the page");
  }

  @Test
  void isKnownByWhatThePageOfAlertsShows() throws Exception {
    awaitReceivers();
    publish(alert("scullery", "signed"));
    await().atMost(PATIENCE).until(() -> !received(STEADY, "scullery").isEmpty());
    Receiver.Received received = received(STEADY, "scullery").getFirst();
    String program =
        example("python", "is_from_millrace")
            + """

            import json, sys
            got = json.loads(sys.argv[1])
            for body in (got["body"], got["body"] + " "):
                print(is_from_millrace(got["headers"], body.encode(), sys.argv[2]))
            """;
    Map<String, String> headers = new HashMap<>();
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      headers.put(name, received.header(name));
    }
    String got =
        MillraceJson.mapper()
            .writeValueAsString(Map.of("headers", headers, "body", received.body()));

    assertThat(run(List.of("python3", "-c", program, got, SECRET))).isEqualTo("True\nFalse\n");
  }

  /** Of docs/alerts.md, in a language, with something in it. */
  private static String example(String language, String part) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "alerts.md"));
    return Pattern.compile("```%s\n(.*?)\n```".formatted(language), Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .filter(example -> example.contains(part))
        .findFirst()
        .orElseThrow();
  }

  private String output(String curl) throws IOException, InterruptedException {
    return run(
        List.of(
            "bash",
            "-c",
            curl.replace("$MILLRACE_TOKEN", READER)
                .replace("localhost:8084", "localhost:" + port)
                .replace("room-occupancy", "pantry")));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Those that are new are told what comes once their place is kept. */
  private static void awaitReceivers() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      for (String name : List.of("steady", "shaky")) {
        String group = "monitoring-webhook-" + name;
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    !admin
                        .listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .isEmpty());
      }
    }
  }

  private static List<String> bodies(Receiver receiver, String problem) {
    return received(receiver, problem).stream()
        .map(each -> MillraceJson.mapper().readTree(each.body()).at("/data/text").asString())
        .toList();
  }

  private static List<Receiver.Received> received(Receiver receiver, String problem) {
    return receiver.received().stream()
        .filter(each -> each.body().contains("\"problem\":\"%s\"".formatted(problem)))
        .toList();
  }

  private static Alert alert(String problem, String text) {
    return new Alert(new ProblemName(problem), Alert.Severity.WARNING, "test", text, Instant.EPOCH);
  }

  private void publish(Alert alert) {
    publisher.publish(alert, "c-alert");
  }

  private static List<String> told(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("data: ")).toList();
  }

  /** What comes until it is enough. */
  private List<String> follow(String problem, String last, Predicate<List<String>> enough)
      throws IOException, InterruptedException {
    HttpRequest request =
        request("/v1/alerts/stream?problem=" + problem, READER)
            .header("Last-Event-ID", last)
            .build();
    List<String> lines = new ArrayList<>();
    try (var stream = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      var iterator = stream.iterator();
      while (!enough.test(lines)) {
        lines.add(iterator.next());
      }
    }
    return lines;
  }

  private void storeBaseline(ProblemName name) {
    Packages.store(blobs, name, 1);
  }

  private void publish(ProblemName name) {
    Map<String, Object> definition =
        Map.of(
            "problem", name.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor", Map.of("drift", Map.of("window", WINDOW + " predictions")));
    publisher.publish(new ProblemApplied(name, 1, definition, Instant.now()), "c-problem");
  }

  private void send(ProblemName name, int count, double moved, boolean labelled) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = name + "-" + events++;
      String label = events % 2 == 0 ? "1" : "0";
      Prediction prediction =
          new Prediction(
              new EventId(event),
              1,
              Instant.EPOCH.plusSeconds(events),
              Map.of("x", moved + random.nextGaussian()),
              label,
              Map.of("0", label.equals("0") ? 0.9 : 0.1, "1", label.equals("1") ? 0.9 : 0.1),
              null,
              5);
      String entity = "room-" + events % 7;
      records.add(
          DataMessages.prediction(name, event, entity, prediction, "/millrace/test", "c-" + event));
      if (labelled) {
        records.add(
            DataMessages.groundTruth(
                name, new EventId(event), new GroundTruth(label), "/millrace/test", "t-" + event));
      }
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

  private static ConsumerRecord<String, byte[]> first(String topic, ProblemName problem) {
    try (var consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          if (problem.value().equals(record.key())) {
            return record;
          }
        }
      }
    }
    throw new AssertionError("nothing about %s on %s".formatted(problem, topic));
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path, READER);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MillraceJson.mapper().readTree(response.body());
  }

  private HttpResponse<String> get(String path, String token)
      throws IOException, InterruptedException {
    return http.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }
}
