package io.millrace.training.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.message.ModelRegistered;
import io.millrace.message.Promotion;
import io.millrace.problem.Rollout;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.HandMade;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.lineage.LineageSettings.Http;
import io.millrace.training.lineage.LineageSettings.Kafka;
import io.millrace.training.lineage.LineageSettings.To;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.LandedAssets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineageTest {

  @TempDir private Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  /** Held by a receiver that does not answer. */
  private final CountDownLatch answers = new CountDownLatch(1);

  private volatile boolean silent;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      events.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
      requests.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("Authorization")));
      if (silent) {
        answers.await();
      }
      exchange.sendResponseHeaders(201, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    answers.countDown();
    receiver.stop(0);
  }

  @Test
  void tellsHowARunBeganAndWhatItMade() {
    try (House house = house(http(Duration.ofSeconds(5)))) {
      trained(house);
      await().atMost(Duration.ofSeconds(20)).until(() -> events.size() == 2);
    }

    JsonNode start = events.getFirst();
    assertThat(start.at("/eventType").asString()).isEqualTo("START");
    assertThat(start.at("/job/namespace").asString()).isEqualTo("plant");
    assertThat(start.at("/job/name").asString()).isEqualTo("problems/room/training");
    assertThat(start.at("/job/facets/jobType/jobType").asString()).isEqualTo("TRAINING");
    assertThat(start.at("/outputs").size()).isZero();
    assertThat(start.at("/inputs").valueStream().map(input -> input.get("name").asString()))
        .containsExactly("problems/room/data", "problems/room/ground-truth");
    assertThat(start.at("/inputs/0/facets/version/datasetVersion").asString()).isEqualTo("1");
    assertThat(
            start
                .at("/inputs/0/facets/schema/fields")
                .valueStream()
                .map(field -> field.get("name").asString()))
        .containsExactly("event_id", "event_time", "humidity", "light");
    assertThat(start.at("/inputs/0/inputFacets/dataQualityMetrics/rowCount").asLong())
        .isEqualTo(800);
    assertThat(start.at("/inputs/0/inputFacets/subset/inputCondition/locations/0").asString())
        .endsWith(".parquet");

    JsonNode complete = events.getLast();
    assertThat(complete.at("/eventType").asString()).isEqualTo("COMPLETE");
    assertThat(complete.at("/run/runId")).isEqualTo(start.at("/run/runId"));
    JsonNode model = complete.at("/outputs/0");
    assertThat(model.at("/name").asString()).isEqualTo("problems/room/models");
    assertThat(model.at("/facets/version/datasetVersion").asString()).isEqualTo("1");
    assertThat(model.at("/facets/lifecycleStateChange/lifecycleStateChange").asString())
        .isEqualTo("CREATE");
    assertThat(model.at("/facets/tags/tags").valueStream().map(tag -> tag.get("key").asString()))
        .contains("algorithm", "f1", "digest of model.onnx");
    for (JsonNode event : events) {
      assertThat(event.at("/schemaURL").asString()).contains("OpenLineage.json");
      assertThat(event.at("/producer").asString()).isNotEmpty();
    }
    assertThat(requests).containsOnly("POST /api/v1/lineage Bearer secret-key");
    assertThat(sent("sent")).isEqualTo(2);
  }

  @Test
  void tellsWhoBroughtAVersionFromWhere() {
    ModelStore models = new ModelStore(blobs, folder.resolve("models"));
    Stored made = models.add(HandMade.ROOM, new HandMade("run-1", 1));
    Promotion promotion =
        new Promotion(
            "staging",
            "http://training.staging:8082",
            8,
            21,
            "ada",
            Instant.parse("2026-02-02T14:19:30Z"),
            "bob",
            Instant.parse("2026-02-02T14:19:42Z"),
            Rollout.MANUAL,
            null);

    try (LineageListener listener = listener(http(Duration.ofSeconds(5)), models)) {
      listener.promoted(made, promotion);
      await().atMost(Duration.ofSeconds(20)).until(() -> events.size() == 1);
    }

    JsonNode event = events.getFirst();
    assertThat(event.at("/eventType").asString()).isEqualTo("COMPLETE");
    assertThat(event.at("/eventTime").asString()).startsWith("2026-02-02T14:19:42");
    assertThat(event.at("/job/name").asString()).isEqualTo("problems/room/promotion");
    assertThat(event.at("/job/facets/jobType/jobType").asString()).isEqualTo("PROMOTION");
    assertThat(event.at("/inputs/0/namespace").asString())
        .isEqualTo("http://training.staging:8082");
    assertThat(event.at("/inputs/0/facets/version/datasetVersion").asString()).isEqualTo("8");
    assertThat(event.at("/outputs/0/namespace").asString()).isEqualTo("plant");
    assertThat(event.at("/outputs/0/facets/version/datasetVersion").asString()).isEqualTo("1");
    assertThat(
            event
                .at("/run/facets/tags/tags")
                .valueStream()
                .map(tag -> tag.get("key").asString() + " " + tag.get("value").asString()))
        .contains(
            "from staging",
            "version_there 8",
            "taken_by ada",
            "asked_by bob",
            "run run-1",
            "digest " + made.manifestDigest(),
            "gate manual");
  }

  @Test
  void tellsWhyAnAttemptFailed() {
    try (House house = house(http(Duration.ofSeconds(5)))) {
      Landing landing = new Landing(blobs, folder, house.name());
      var data = landing.land(Rooms.rows(0, 800, 50));
      blobs.delete(data.files().getFirst().path());
      blobs.create(data.files().getFirst().path(), new byte[] {1});
      house.trainings.dataArrived(data);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> events.stream().filter(LineageTest::isFail).count() == 3);
    }

    JsonNode fail = events.stream().filter(LineageTest::isFail).findFirst().orElseThrow();
    assertThat(fail.at("/run/facets/errorMessage/message").asString()).contains("its digest is");
    assertThat(events.stream().map(event -> event.at("/run/runId")).distinct()).hasSize(3);
  }

  @Test
  void aReceiverThatDoesNotAnswerHoldsUpNoRun() {
    silent = true;
    try (House house = house(http(Duration.ofMillis(200)))) {
      trained(house);
      await().atMost(Duration.ofSeconds(20)).until(() -> sent("failed") == 2);
    }
    assertThat(sent("sent")).isZero();
  }

  @Test
  void aReceiverThatIsNotThereFailsNoRun() {
    receiver.stop(0);
    try (House house = house(http(Duration.ofSeconds(1)))) {
      trained(house);
      await().atMost(Duration.ofSeconds(20)).until(() -> sent("failed") == 2);
    }
  }

  @Test
  void keepsNoMoreEventsThanMayWait() {
    silent = true;
    LineageSettings settings = settings(To.HTTP, address(), Duration.ofSeconds(1), 1);
    try (LineageSender sender =
        new LineageSender(Transports.of(settings, Map.of()), meters, settings)) {
      for (int i = 0; i < 10; i++) {
        sender.send(
            () -> {
              throw new IllegalStateException("not made");
            });
      }
      await().until(() -> sent("failed") + sent("dropped") == 10);
    }
  }

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatThrownBy(() -> settings(To.HTTP, null, Duration.ofSeconds(1), 1))
        .hasMessageStartingWith("millrace.training.lineage.http.url: found nothing; allowed:");
    assertThatThrownBy(() -> settings(To.NONE, null, Duration.ofHours(1), 1))
        .hasMessageStartingWith("millrace.training.lineage.timeout: found PT1H; allowed:");
    assertThat(settings(To.HTTP, address(), Duration.ofSeconds(1), 1).toString())
        .doesNotContain("secret-key");
  }

  private static boolean isFail(JsonNode event) {
    return event.at("/eventType").asString().equals("FAIL");
  }

  private void trained(House house) {
    Landing landing = new Landing(blobs, folder, house.name());
    house.trainings.dataArrived(landing.land(Rooms.rows(0, 800, 50)));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !house.told(ModelRegistered.class).isEmpty() && house.isIdle());
  }

  private House house(LineageSettings settings) {
    return new House(
        blobs,
        folder.resolve("work"),
        Rooms.PROBLEM,
        House.PACE,
        2,
        models -> listener(settings, models));
  }

  private LineageListener listener(LineageSettings settings, ModelStore models) {
    return new LineageListener(
        new LineageEvents(settings.namespace()),
        new LineageSender(Transports.of(settings, Map.of()), meters, settings),
        new LandedAssets(blobs),
        1_000_000,
        models,
        Clock.systemUTC());
  }

  private LineageSettings http(Duration timeout) {
    return settings(To.HTTP, address(), timeout, 100);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort());
  }

  private static LineageSettings settings(To to, @Nullable URI url, Duration timeout, int waiting) {
    return new LineageSettings(
        to,
        "plant",
        timeout,
        waiting,
        new Http(url, "api/v1/lineage", "secret-key"),
        new Kafka("openlineage", Map.of()));
  }

  private double sent(String outcome) {
    return meters.counter("millrace.training.lineage", "outcome", outcome).count();
  }
}
