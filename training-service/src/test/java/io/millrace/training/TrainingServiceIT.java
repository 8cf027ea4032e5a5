package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.ControlMessage;
import io.millrace.message.DriftDetected;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRejected;
import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.KafkaBroker;
import io.millrace.training.register.ModelStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service as it runs, with a real broker and a store in a folder. */
class TrainingServiceIT {

  private static final String SCIENTIST = "scientist-token";
  private static final String DEVICE = "device-token-1";
  private static final ProblemName ROOM = new ProblemName("room");

  private static final String PROBLEM =
      """
      {'problem': 'room', 'define': {'task': 'classification', 'target': 'taken',
         'success': {'metric': 'f1', 'at-least': 0.7}},
       'data': {'time': 'date', 'features': {'humidity': 'number', 'light': 'number'}},
       'train': {'first-after': '600 rows', 'algorithms': ['gradient-boosting']},
       'monitor': {'drift': {'window': '200 predictions'}, 'retrain': {'cooldown': '0s'}}}""";

  private static final String LINEAGE = "lineage-of-training-it";

  @TempDir static Path folder;
  private static ConfigurableApplicationContext service;
  private static KafkaConsumer<String, byte[]> models;
  private final List<ControlMessage> told = new ArrayList<>();
  private final List<EventContext> contexts = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(LINEAGE, 1, (short) 1))).all().get();
    }
    service =
        TrainingService.start(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
            "--millrace.blob.folder=" + folder.resolve("blobs"),
            "--millrace.training.work-dir=" + folder.resolve("work"),
            "--millrace.training.largest-import=1MB",
            "--millrace.training.lineage.to=kafka",
            "--millrace.training.lineage.kafka.topic=" + LINEAGE,
            "--millrace.security.tokens.ada.role=data-scientist",
            "--millrace.security.tokens.ada.token=" + SCIENTIST,
            "--millrace.security.tokens.sensor.role=device",
            "--millrace.security.tokens.sensor.token=" + DEVICE);
    models =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", KafkaBroker.bootstrapServers(),
                "group.id", "training-service-it",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    models.subscribe(List.of(Topics.MODELS));
  }

  @AfterAll
  static void stop() {
    models.close();
    service.close();
  }

  @Test
  void turnsTheLoop() throws Exception {
    ControlPublisher publisher = service.getBean(ControlPublisher.class);
    Landing landing = new Landing(service.getBean(BlobStore.class), folder, ROOM);
    publisher.publish(new ProblemApplied(ROOM, 1, Problems.tree(PROBLEM), Instant.now()), "c-0");

    publisher.publish(landing.land(room(0, 800, 50)), "c-1");
    ModelRegistered first = await(ModelRegistered.class);

    assertThat(first.version()).isEqualTo(1);
    assertThat(contexts.getLast().correlationId()).isEqualTo("c-1");
    assertThat(open(first)).isInstanceOf(PackageCheck.Sound.class);
    JsonNode list = get("/v1/problems/room/models", SCIENTIST, 200);
    assertThat(list.get(0).get("version").asInt()).isEqualTo(1);
    assertThat(list.get(0).get("metric").asString()).isEqualTo("f1");
    assertThat(list.get(0).get("rows").asLong()).isEqualTo(640);
    assertThat(list.get(0).get("naive").get("accuracy").asDouble()).isBetween(0.4, 0.8);
    JsonNode manifest = get("/v1/problems/room/models/1", SCIENTIST, 200);
    assertThat(manifest.get("data").size()).isEqualTo(2);
    assertThat(manifest.get("correlationId").asString()).isEqualTo("c-1");

    publisher.publish(drift(1, "2026-01-01T10:00:00Z"), "c-drift");
    ModelRejected rejected = await(ModelRejected.class);
    assertThat(rejected.reason()).contains("no better");
    assertThat(contexts.getLast().correlationId()).isEqualTo("c-drift");

    publisher.publish(landing.land(room(800, 2000, 20)), "c-more");
    ModelRegistered second = await(ModelRegistered.class);
    assertThat(second.version()).isEqualTo(2);
    assertThat(contexts.getLast().correlationId()).isEqualTo("c-drift");

    get("/v1/problems/room/models", DEVICE, 403);
    get("/v1/problems/nothing/models", SCIENTIST, 404);
    get("/v1/problems/room/models/9", SCIENTIST, 404);
    await().until(() -> get("/v1/problems/room/runs", SCIENTIST, 200).get(0).has("endedAt"));
    JsonNode started = send("POST", "/v1/problems/room/runs", SCIENTIST, 202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(started.get("run").asString()).equals("rejected"));
    assertThat(get("/v1/problems/room/runs", SCIENTIST, 200).size()).isEqualTo(4);
    send("POST", "/v1/problems/room/runs", DEVICE, 403);

    String ended = "/v1/problems/room/runs/" + started.get("run").asString();
    assertThat(get("/v1/problems/room/runs", SCIENTIST, 200).get(0).get("usage").get("used"))
        .isNotNull();
    assertThat(text(ended + "/log")).contains("preparing the data");
    assertThat(send("POST", ended + "/cancel", SCIENTIST, 409).get("detail").asString())
        .endsWith("has ended: it is rejected.");
    send("POST", ended + "/cancel", DEVICE, 403);
    send("POST", "/v1/problems/room/runs/none/cancel", SCIENTIST, 404);
    get("/v1/problems/room/runs/none/log", SCIENTIST, 404);

    String run = started.get("run").asString();
    assertThat(get("/v1/problems/room/runs", SCIENTIST, 200).get(0).get("trials").intValue())
        .isEqualTo(8);
    JsonNode trials = get("/v1/problems/room/runs/" + run + "/trials", SCIENTIST, 200);
    assertThat(trials.size()).isEqualTo(8);
    assertThat(trials.get(0).get("end").asString()).isIn("finished", "stopped");
    assertThat(trials.get(0).get("curve").size()).isPositive();
    get("/v1/problems/room/runs/" + run + "/trials", DEVICE, 403);
    get("/v1/problems/room/models/2/reproduction", SCIENTIST, 404);
    send("POST", "/v1/problems/room/models/9/reproduction", SCIENTIST, 404);
    send("POST", "/v1/problems/room/models/2/reproduction", DEVICE, 403);
    assertThat(reproduced(1)).isEqualTo("identical");
    assertThat(reproduced(2)).isEqualTo("identical");
    JsonNode files = get("/v1/problems/room/models/2/reproduction", SCIENTIST, 200).get("files");
    assertThat(files.size()).isEqualTo(4);
    assertThat(files.get(0).get("name").asString()).isEqualTo("model.onnx");
    assertThat(files.get(0).get("reproduced").asString())
        .isEqualTo(
            get("/v1/problems/room/models/2", SCIENTIST, 200)
                .get("digests")
                .get("model.onnx")
                .asString());
    assertThat(get("/v1/problems/room/models", SCIENTIST, 200).size()).isEqualTo(2);
    models.poll(Duration.ofSeconds(1)).forEach(this::take);
    assertThat(told.stream().filter(ModelRegistered.class::isInstance)).hasSize(2);
    toldTheCatalogue();
    assertThat(page("/v1/problems/room/models/2/card"))
        .contains("<title>room, version 2</title>", "ROC curve", "humidity");
    assertThat(
            get("/v1/problems/room/models/2/card", SCIENTIST, 200)
                .at("/evaluation/importance/features/0/mean")
                .doubleValue())
        .isPositive();
    get("/v1/problems/room/models/9/card", SCIENTIST, 404);
    get("/v1/problems/room/models/2/card", DEVICE, 403);
    get("/v1/problems/room/runs/none/trials", SCIENTIST, 404);

    Traffic rolledOut = new Traffic(0, 2, 2, List.of(), List.of());
    Operator.decides(service.getBean(BlobStore.class), ROOM, rolledOut.rolledBack(2, 1));
    JsonNode afterwards = send("POST", "/v1/problems/room/runs", SCIENTIST, 202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(afterwards.get("run").asString()).equals("registered"));
    JsonNode third = get("/v1/problems/room/models/3", SCIENTIST, 200);
    assertThat(third.at("/champion/version").asInt()).isEqualTo(1);
  }

  @Test
  void takesAModelFromElsewhere() throws Exception {
    ProblemName hall = new ProblemName("hall");
    ControlPublisher publisher = service.getBean(ControlPublisher.class);
    String stated = PROBLEM.replace("'room'", "'hall'").replace("600 rows", "5000 rows");
    publisher.publish(new ProblemApplied(hall, 1, Problems.tree(stated), Instant.now()), "c-0");
    String path = "/v1/problems/hall/models?name=torch.onnx";
    await().until(() -> status("GET", "/v1/problems/hall/models", SCIENTIST, new byte[0]) == 200);
    byte[] graph = model("torch-logits.onnx");

    assertThat(status("POST", path, SCIENTIST, graph)).isEqualTo(422);
    publisher.publish(
        new Landing(service.getBean(BlobStore.class), folder, hall).land(room(0, 800, 50)), "c-1");
    HttpResponse<byte[]> taken = post(path, SCIENTIST, graph);

    assertThat(taken.statusCode()).isEqualTo(201);
    JsonNode imported = MillraceJson.mapper().readTree(taken.body());
    assertThat(imported.get("version").asInt()).isEqualTo(1);
    assertThat(imported.get("metrics").get("accuracy").asDouble()).isGreaterThan(0.9);
    JsonNode manifest = get("/v1/problems/hall/models/1", SCIENTIST, 200);
    assertThat(manifest.get("origin").get("by").asString()).isEqualTo("ada");
    assertThat(manifest.get("algorithm").asString()).isEqualTo("imported");
    assertThat(page("/v1/problems/hall/models/1/card")).contains("imported");
    assertThat(registered(hall)).extracting(ModelRegistered::version).containsExactly(1);

    assertThat(status("POST", path, DEVICE, graph)).isEqualTo(403);
    assertThat(status("POST", path, SCIENTIST, new byte[0])).isEqualTo(400);
    assertThat(status("POST", path, SCIENTIST, new byte[2_000_000])).isEqualTo(413);
    assertThat(status("POST", path.replace("hall", "nothing"), SCIENTIST, graph)).isEqualTo(404);
    HttpResponse<byte[]> pickled =
        post(path.replace("torch.onnx", "model.pkl"), SCIENTIST, model("torch-pickled.pt"));
    assertThat(pickled.statusCode()).isEqualTo(422);
    assertThat(new String(pickled.body(), StandardCharsets.UTF_8)).contains("it is a pickle");
    assertThat(get("/v1/problems/hall/models", SCIENTIST, 200).size()).isEqualTo(1);
    assertThat(reproduction("/v1/problems/hall/models/1/reproduction")).contains("elsewhere");
  }

  private static String reproduction(String path) throws Exception {
    send("POST", path, SCIENTIST, 202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(path, SCIENTIST, 200).get("state").asString().equals("failed"));
    return get(path, SCIENTIST, 200).get("reason").asString();
  }

  private static byte[] model(String name) throws Exception {
    try (var content = TrainingServiceIT.class.getResourceAsStream("/models/" + name)) {
      return java.util.Objects.requireNonNull(content).readAllBytes();
    }
  }

  /** What was told of a problem's models, from the beginning of the topic. */
  private static List<ModelRegistered> registered(ProblemName problem) {
    List<ModelRegistered> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> all =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                KafkaBroker.bootstrapServers(),
                "group.id",
                "models-of-" + problem,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      all.subscribe(List.of(Topics.MODELS));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                all.poll(Duration.ofMillis(200))
                    .forEach(
                        message -> {
                          EventContext context = CloudEventHeaders.read(message.headers());
                          service
                              .getBean(ControlCodec.class)
                              .read(context.type(), message.value())
                              .filter(ModelRegistered.class::isInstance)
                              .map(ModelRegistered.class::cast)
                              .filter(model -> model.problem().equals(problem))
                              .ifPresent(found::add);
                        });
                return !found.isEmpty();
              });
    }
    return found;
  }

  private static int status(String method, String path, String token, byte[] body)
      throws Exception {
    return exchange(method, path, token, body).statusCode();
  }

  private static HttpResponse<byte[]> post(String path, String token, byte[] body)
      throws Exception {
    return exchange("POST", path, token, body);
  }

  private static HttpResponse<byte[]> exchange(
      String method, String path, String token, byte[] body) throws Exception {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void givesPackagesOutAndTakesThemAsTheSameBytes() throws Exception {
    ProblemName attic = new ProblemName("attic");
    String stated = Rooms.PROBLEM.replace("'room'", "'attic'");
    service
        .getBean(ControlPublisher.class)
        .publish(new ProblemApplied(attic, 1, Problems.tree(stated), Instant.now()), "c-0");
    await().until(() -> status("GET", "/v1/problems/attic/models", SCIENTIST, new byte[0]) == 200);
    String out = "/v1/problems/attic/packages/1";
    assertThat(status("GET", out, SCIENTIST, new byte[0])).isEqualTo(404);
    Parcel parcel = madeElsewhere(stated);
    String path =
        "/v1/problems/attic/packages?from=staging&url=http://training.staging:8082&digest="
            + parcel.digest();

    JsonNode looked = json(post(path + "&dry-run=true", SCIENTIST, parcel.zip()), 200);
    assertThat(looked.get("outcome").asString()).isEqualTo("verified");
    assertThat(get("/v1/problems/attic/models", SCIENTIST, 200).size()).isZero();
    JsonNode taken = json(post(path, SCIENTIST, parcel.zip()), 201);
    JsonNode again = json(post(path, SCIENTIST, parcel.zip()), 200);

    assertThat(taken.get("outcome").asString()).isEqualTo("registered");
    assertThat(taken.get("version").asInt()).isEqualTo(1);
    assertThat(taken.get("digest").asString()).isEqualTo(parcel.digest());
    assertThat(taken.at("/rollout/mode").asString()).isEqualTo("manual");
    assertThat(again.get("outcome").asString()).isEqualTo("known");
    JsonNode promotion = get("/v1/problems/attic/models", SCIENTIST, 200).get(0).get("promotion");
    assertThat(promotion.get("from").asString()).isEqualTo("staging");
    assertThat(promotion.get("takenBy").asString()).isEqualTo("eve");
    assertThat(promotion.get("askedBy").asString()).isEqualTo("ada");
    assertThat(registered(attic).getFirst().promotion().from()).isEqualTo("staging");
    HttpResponse<byte[]> given = exchange("GET", out, SCIENTIST, new byte[0]);
    assertThat(given.statusCode()).isEqualTo(200);
    assertThat(given.headers().firstValue("Millrace-Package-Digest")).contains(parcel.digest());
    assertThat(json(post(path, SCIENTIST, given.body()), 200).get("outcome").asString())
        .isEqualTo("known");

    assertThat(status("GET", out, DEVICE, new byte[0])).isEqualTo(403);
    assertThat(status("POST", path, DEVICE, parcel.zip())).isEqualTo(403);
    assertThat(status("POST", path.replace("attic", "nothing"), SCIENTIST, parcel.zip()))
        .isEqualTo(404);
    assertThat(status("POST", path.replace("staging&", "a%20b&"), SCIENTIST, parcel.zip()))
        .isEqualTo(400);
    assertThat(status("POST", path.replace("sha256:", ""), SCIENTIST, parcel.zip())).isEqualTo(400);
    assertThat(status("POST", path, SCIENTIST, new byte[2_000_000])).isEqualTo(413);
    String other = path.replace(parcel.digest(), "sha256:" + "0".repeat(64));
    assertThat(json(post(other, SCIENTIST, parcel.zip()), 422).get("detail").asString())
        .contains("The package is not taken: the digest of manifest.json is");
  }

  /** A package on its way. */
  private record Parcel(byte[] zip, String digest) {}

  /** As another environment gives it out, which shares nothing with the service. */
  private static Parcel madeElsewhere(String problem) throws Exception {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    Path work = java.nio.file.Files.createTempDirectory(folder, "elsewhere");
    try (House house = new House(blobs, work, problem)) {
      house.trainings.dataArrived(
          new Landing(blobs, work, house.name()).land(Rooms.rows(0, 800, 50)));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !house.told(ModelRegistered.class).isEmpty() && house.isIdle());
      ModelStore.Stored made = house.models.find(house.name(), 1).orElseThrow();
      Path zip = work.resolve("1.zip");
      assertThat(house.exchange.give(made, "eve", zip)).isEmpty();
      return new Parcel(java.nio.file.Files.readAllBytes(zip), made.manifestDigest());
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer, int status) {
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    return MillraceJson.mapper().readTree(answer.body());
  }

  /** Of every run there, how it began and how it ended; of reproductions nothing. */
  private static void toldTheCatalogue() {
    List<String> events = new ArrayList<>();
    try (KafkaConsumer<String, String> lineage =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", KafkaBroker.bootstrapServers(),
                "group.id", "lineage",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      lineage.subscribe(List.of(LINEAGE));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                lineage
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        event -> {
                          if (event.value().contains("problems/room/training")) {
                            events.add(event.value()); // others are of another test
                          }
                        });
                return events.size() == 8;
              });
    }
    List<JsonNode> read = events.stream().map(MillraceJson.mapper()::readTree).toList();
    assertThat(read.stream().map(event -> event.at("/eventType").asString()))
        .containsExactly(
            "START", "COMPLETE", "START", "COMPLETE", "START", "COMPLETE", "START", "COMPLETE");
    assertThat(read.stream().filter(event -> !event.at("/outputs").isEmpty())).hasSize(2);
    assertThat(read.getFirst().at("/inputs/0/name").asString()).isEqualTo("problems/room/data");
  }

  private static String page(String path) throws Exception {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + SCIENTIST)
            .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'");
      return answer.body();
    }
  }

  private static String reproduced(int version) throws Exception {
    String path = "/v1/problems/room/models/%d/reproduction".formatted(version);
    assertThat(send("POST", path, SCIENTIST, 202).get("state").asString()).isEqualTo("running");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !get(path, SCIENTIST, 200).get("state").asString().equals("running"));
    return get(path, SCIENTIST, 200).get("state").asString();
  }

  private static String state(String run) throws Exception {
    for (JsonNode node : get("/v1/problems/room/runs", SCIENTIST, 200)) {
      if (node.get("run").asString().equals(run)) {
        return node.get("state").asString();
      }
    }
    return "unknown";
  }

  private <T extends ControlMessage> T await(Class<T> type) {
    int before = told.size();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              models.poll(Duration.ofMillis(200)).forEach(this::take);
              return told.stream().skip(before).anyMatch(type::isInstance);
            });
    return type.cast(told.getLast());
  }

  private static org.awaitility.core.ConditionFactory await() {
    return org.awaitility.Awaitility.await();
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    EventContext context = CloudEventHeaders.read(message.headers());
    if (!context.problem().equals(ROOM)) {
      return; // of another test with the same broker
    }
    Optional<ControlMessage> read =
        service.getBean(ControlCodec.class).read(context.type(), message.value());
    told.add(read.orElseThrow());
    contexts.add(context);
  }

  private static PackageCheck open(ModelRegistered model) {
    ModelStore store = service.getBean(ModelStore.class);
    ModelStore.Stored stored = store.find(ROOM, model.version()).orElseThrow();
    assertThat(stored.path()).isEqualTo(model.path());
    assertThat(stored.manifestDigest()).isEqualTo(model.manifestDigest());
    return store.open(ROOM, stored);
  }

  private static DriftDetected drift(int version, String from) {
    Instant start = Instant.parse(from);
    return new DriftDetected(
        ROOM,
        DriftDetected.Kind.DATA,
        version,
        List.of(new DriftDetected.Evidence("humidity", "psi", 0.4, 0.1)),
        new DriftDetected.Window(200, start, start.plusSeconds(3600)),
        "humidity moved",
        Instant.now());
  }

  private static JsonNode get(String path, String token, int status) throws Exception {
    return send("GET", path, token, status);
  }

  private static JsonNode send(String method, String path, String token, int status)
      throws Exception {
    return MillraceJson.mapper().readTree(answer(method, path, token, status));
  }

  private static String text(String path) throws Exception {
    return new String(answer("GET", path, SCIENTIST, 200), StandardCharsets.UTF_8);
  }

  private static byte[] answer(String method, String path, String token, int status)
      throws Exception {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(status);
      return answer.body();
    }
  }

  /** A room that is taken while it is more humid than a threshold, and lit. */
  private static String room(int from, int to, double threshold) {
    return """
        SELECT 'e' || i AS event_id, TIMESTAMP '2026-01-01' + INTERVAL (i) MINUTE AS event_time,
          CASE WHEN (humidity > %f) = (light > 0.2) THEN '1' ELSE '0' END AS target, humidity, light
        FROM (SELECT i, (hash(i) %% 1000) / 10.0 AS humidity, (hash(i + 7) %% 100) / 100.0 AS light
              FROM range(%d, %d) t(i))"""
        .formatted(threshold, from, to);
  }
}
