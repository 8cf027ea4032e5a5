package io.millrace.acceptance;

import static io.millrace.acceptance.faults.account.CommittedMessages.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.faults.drive.Api;
import io.millrace.acceptance.faults.part.FreePorts;
import io.millrace.ingestion.IngestionService;
import io.millrace.message.Topics;
import io.millrace.monitoring.MonitoringService;
import io.millrace.quickstart.Tokens;
import io.millrace.starter.test.EventHubsLike;
import io.millrace.training.TrainingService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All four services with the profile azure, on a broker without idempotent producers and
 * transactions; inference in a JVM of its own, which is killed in the middle of a replay.
 */
@Tag("long")
@ExtendWith(OutputCaptureExtension.class)
class EventHubsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROBLEM = "hubs";
  private static final String GROUP = "inference-" + PROBLEM;
  private static final int PARTITIONS = 2;
  private static final int ALL = 2_000;

  private static final Tokens TOKENS = Tokens.make();
  private static final Api API = new Api();

  private static Path folder;
  private static int ports;
  private static EventHubsLike hubs;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory(Millrace.work(), "hubs");
    ports = new FreePorts().row(4);
    hubs = EventHubsLike.start(folder.resolve("broker"));
    hubs.create(
        Topics.ALL.stream()
            .map(
                name ->
                    new NewTopic(name, Topics.SPREAD.contains(name) ? PARTITIONS : 1, (short) 1))
            .toList());
  }

  @AfterAll
  static void stop() {
    hubs.close();
  }

  @Test
  void nothingIsLostAndARepeatIsTheSameThoughInferenceIsKilled(CapturedOutput output)
      throws Exception {
    Process inference = inference();
    try (ConfigurableApplicationContext _ = IngestionService.start(arguments(0));
        ConfigurableApplicationContext _ = TrainingService.start(arguments(1));
        ConfigurableApplicationContext _ = MonitoringService.start(arguments(3))) {
      assertThat(output)
          .contains("guarantee is at-least-once: an event whose acknowledgement was lost")
          .contains("guarantee is at-least-once: a message about a model or a run")
          .contains("guarantee is at-least-once: of each problem, some events (250 at most)");
      state();
      send(0, 400);
      eventually("the first model predicts").until(() -> predicted().size() == 400);

      send(400, 1_000);
      inference.destroyForcibly().waitFor();
      send(1_000, 1_200);
      loseCommits(100);
      inference = inference();
      send(1_200, ALL);

      eventually("all are predicted").until(() -> predicted().size() == ALL);
      eventually("all have landed").until(() -> landed().size() >= ALL);
      eventually("each is counted with its label").until(() -> labelled() == ALL);
      eventually("drift is told")
          .until(
              () -> !Topic.read(hubs.bootstrapServers(), Topics.DRIFT_DETECTED, PROBLEM).isEmpty());
      assertThat(labelled()).as("repeats have not been counted meanwhile").isEqualTo(ALL);
    } finally {
      inference.destroyForcibly().waitFor();
    }
    Map<String, List<String>> predicted = predicted();
    assertThat(predicted.values().stream().filter(said -> said.size() > 1))
        .as("events that were predicted more than once")
        .isNotEmpty()
        .allSatisfy(said -> assertThat(said.stream().distinct()).hasSize(1));
    assertThat(landed()).containsExactlyInAnyOrderElementsOf(logged());
  }

  @Test
  void exactlyOnceIsRefusedWithTheFirstMessageAndWhatToDo(CapturedOutput output) throws Exception {
    try (ConfigurableApplicationContext _ =
        IngestionService.start(arguments(0, "--millrace.kafka.guarantee=exactly-once"))) {
      Api.Outcome outcome =
          API.put(
              address(0, "").replace(PROBLEM, "other"),
              TOKENS.of("data-scientist"),
              "application/yaml",
              problem("other"));

      assertThat(outcome.word()).startsWith("5");
      assertThat(output)
          .contains("found exactly-once, but the broker refuses idempotent producers")
          .contains("Set millrace.kafka.guarantee=at-least-once");
    }
  }

  private static String[] arguments(int service, String... more) {
    List<String> arguments = new ArrayList<>(hubs.arguments());
    arguments.addAll(TOKENS.arguments());
    arguments.addAll(
        List.of(
            "--spring.profiles.active=azure",
            "--server.address=127.0.0.1",
            "--server.port=" + (ports + service),
            "--millrace.blob.store=folder",
            "--millrace.blob.folder=" + folder.resolve("blobs"),
            "--millrace.training.compute=in-process",
            "--millrace.training.work-dir=" + folder.resolve("training"),
            "--millrace.monitoring.state-dir=" + folder.resolve("state"),
            "--millrace.inference.cache=" + folder.resolve("models"),
            "--millrace.inference.grpc.port=0",
            // A group notices a killed member after this.
            "--spring.kafka.consumer.properties.session.timeout.ms=6000",
            "--spring.kafka.consumer.heartbeat-interval=2s"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static Process inference() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "io.millrace.inference.InferenceService"));
    command.addAll(List.of(arguments(2)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("inference.log").toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private static String address(int service, String what) {
    return "http://127.0.0.1:%d/v1/problems/%s%s".formatted(ports + service, PROBLEM, what);
  }

  private static void state() {
    Api.Outcome outcome =
        API.put(address(0, ""), TOKENS.of("data-scientist"), "application/yaml", problem(PROBLEM));
    assertThat(outcome.word()).as(outcome.toString()).startsWith("20");
  }

  private static String problem(String name) {
    return """
        problem: %s
        define: { task: classification, target: alarm, success: { metric: accuracy, at-least: 0.5 } }
        data: { key: device, features: { heat: number, load: number } }
        train: { algorithms: [gradient-boosting], first-after: 300 rows }
        monitor: { drift: { window: 300 predictions }, retrain: { on: [] } }
        """
        .formatted(name);
  }

  /** In requests of a hundred; from event 1000 on it is hotter. */
  private static void send(int from, int to) {
    for (int first = from; first < to; first += 100) {
      String body =
          IntStream.range(first, Math.min(first + 100, to))
              .mapToObj(EventHubsIT::event)
              .collect(Collectors.joining());
      Api.Outcome outcome =
          API.post(address(0, "/events"), TOKENS.of("device"), "application/x-ndjson", body);
      assertThat(outcome.word()).as(outcome.toString()).isEqualTo("202");
    }
  }

  private static String event(int number) {
    Random random = new Random(number * 1_000_003L);
    random.nextInt();
    double heat = random.nextGaussian() + (number < 1_000 ? 0 : 3);
    double load = random.nextGaussian();
    return String.format(
        Locale.ROOT,
        "{\"event_id\":\"e-%d\",\"device\":\"d%d\",\"heat\":%.4f,\"load\":%.4f,\"alarm\":\"%s\"}%n",
        number,
        number % 10,
        heat,
        load,
        load > 0 ? "on" : "off");
  }

  /** By the event's id, what each of its predictions said. */
  private static Map<String, List<String>> predicted() {
    return Topic.read(hubs.bootstrapServers(), Topics.PREDICTIONS, PROBLEM).stream()
        .collect(
            Collectors.groupingBy(
                record -> header(record, "ce_id"),
                Collectors.mapping(EventHubsIT::said, Collectors.toList())));
  }

  private static String said(ConsumerRecord<String, byte[]> record) {
    JsonNode prediction = JSON.readTree(record.value());
    return "%s %s %s"
        .formatted(
            prediction.get("modelVersion"),
            prediction.get("label"),
            prediction.get("probabilities"));
  }

  /** The ids of events, as often as they are on the log. */
  private static List<String> logged() {
    return Topic.read(hubs.bootstrapServers(), Topics.EVENTS, PROBLEM).stream()
        .map(record -> header(record, "ce_id"))
        .toList();
  }

  /** The ids of events, as often as they have landed. */
  private static List<String> landed() throws SQLException {
    Path files = folder.resolve("blobs/problems/" + PROBLEM + "/data/*/*.parquet");
    List<String> found = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery("select event_id from read_parquet('%s')".formatted(files))) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  /** How many predictions have met their truth, as monitoring says. */
  private static long labelled() {
    return API.get(address(3, "/performance"), TOKENS.of("reader"))
            instanceof Api.Outcome.Answered answer
        ? JSON.readTree(answer.body())
            .path("byVersion")
            .valueStream()
            .mapToLong(version -> version.path("labelled").asLong())
            .sum()
        : -1;
  }

  /** As if inference had died a little earlier in what it did for its latest events. */
  private static void loseCommits(long most) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", hubs.bootstrapServers()))) {
      eventually("the group has missed its member")
          .until(
              () ->
                  admin
                      .describeConsumerGroups(List.of(GROUP))
                      .all()
                      .get()
                      .get(GROUP)
                      .members()
                      .isEmpty());
      Map<TopicPartition, OffsetAndMetadata> earlier = new HashMap<>();
      admin
          .listConsumerGroupOffsets(GROUP)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, at) ->
                  earlier.put(partition, new OffsetAndMetadata(Math.max(0, at.offset() - most))));
      assertThat(earlier).isNotEmpty();
      admin.alterConsumerGroupOffsets(GROUP, earlier).all().get();
    }
  }

  private static ConditionFactory eventually(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions();
  }
}
