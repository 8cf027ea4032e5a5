package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Topics;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.EventHubsLike;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import tools.jackson.databind.JsonNode;

/** The profile azure, on a broker that has no idempotent producers and no transactions. */
@ExtendWith(OutputCaptureExtension.class)
class EventHubsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PROBLEM = "hubs";
  private static final int PARTITIONS = 2;
  private static final Path FOLDER = Path.of("target", "it", "hubs").toAbsolutePath();

  private static EventHubsLike hubs;

  @BeforeAll
  static void start() throws Exception {
    hubs = EventHubsLike.start(FOLDER.resolve("broker-" + ProcessHandle.current().pid()));
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
  void predictsEachEventAndARepeatIsTheSamePrediction(CapturedOutput output) throws Exception {
    try (Tail predictions = new Tail(hubs.bootstrapServers(), Topics.PREDICTIONS, PROBLEM)) {
      try (ConfigurableApplicationContext service = run()) {
        assertThat(output)
            .contains("millrace.kafka.guarantee is at-least-once: an event may be predicted more");
        Scene scene = scene(service).state().register(1);
        scene.send(0, 200);
        awaitAll(predictions, 200);

        takeNoPredictions(true);
        scene.send(200, 300);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(takenBack(service)).isPositive());
        takeNoPredictions(false);
        awaitAll(predictions, 300);
        assertThat(predictions.read()).hasSize(300);
      }
      loseCommits();
      try (ConfigurableApplicationContext service = run()) {
        scene(service).send(300, 400);
        awaitAll(predictions, 400);
        await().atMost(PATIENCE).until(() -> predictions.read().size() >= 700);
      }

      assertThat(predictions.read()).hasSize(700);
      answers(predictions.read())
          .forEach((id, said) -> assertThat(said.stream().distinct()).as(id).hasSize(1));
    }
  }

  @Test
  void exactlyOnceIsRefusedAtTheStartWithWhatToDo(CapturedOutput output) {
    assertThatThrownBy(() -> run("--millrace.kafka.guarantee=exactly-once").close())
        .hasMessageContaining("millrace.kafka.guarantee: found exactly-once")
        .hasMessageContaining("refuses transactions");

    assertThat(output).contains("Set millrace.kafka.guarantee=at-least-once");
  }

  private static ConfigurableApplicationContext run(String... more) {
    List<String> arguments = new ArrayList<>(hubs.arguments());
    arguments.addAll(
        List.of(
            "--spring.profiles.active=azure",
            "--server.port=0",
            "--millrace.inference.grpc.port=0",
            "--millrace.inference.instance=hubs",
            "--millrace.inference.cache=" + FOLDER.resolve("cache"),
            "--millrace.blob.store=folder",
            "--millrace.blob.folder=" + FOLDER.resolve("blobs-" + ProcessHandle.current().pid())));
    arguments.addAll(List.of(more));
    return InferenceService.start(arguments.toArray(String[]::new));
  }

  @SuppressWarnings("unchecked") // Spring Boot's has no types
  private static Scene scene(ConfigurableApplicationContext service) {
    ProducerFactory<String, byte[]> producers = service.getBean(ProducerFactory.class);
    return new Scene(
        PROBLEM,
        service.getBean(ControlPublisher.class),
        service.getBean(BlobStore.class),
        new KafkaTemplate<>(producers));
  }

  private static double takenBack(ConfigurableApplicationContext service) {
    return service
        .getBean(MeterRegistry.class)
        .find("millrace.stream.rollbacks")
        .tag("problem", PROBLEM)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static void awaitAll(Tail predictions, int sent) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                answers(predictions.read())
                    .keySet()
                    .containsAll(IntStream.range(0, sent).mapToObj(i -> "e-" + i).toList()));
  }

  /** By the event's id, what each of its predictions said. */
  private static Map<String, List<String>> answers(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                record -> CloudEventHeaders.read(record.headers()).id(),
                Collectors.mapping(EventHubsIT::said, Collectors.toList())));
  }

  private static String said(ConsumerRecord<String, byte[]> record) {
    JsonNode prediction = MillraceJson.mapper().readTree(record.value());
    return "%s %s %s %s %s"
        .formatted(
            record.partition(),
            prediction.get("eventId"),
            prediction.get("modelVersion"),
            prediction.get("label"),
            prediction.get("probabilities"));
  }

  /** The broker is as it were full: no prediction is small enough. */
  private static void takeNoPredictions(boolean none)
      throws ExecutionException, InterruptedException {
    ConfigEntry size =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, none ? "10" : "1000000");
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.PREDICTIONS),
                  List.of(new AlterConfigOp(size, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  /** As if the service had died before the offsets of its batches were committed. */
  private static void loseCommits() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin
          .alterConsumerGroupOffsets(
              "inference-" + PROBLEM,
              IntStream.range(0, PARTITIONS)
                  .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition))
                  .collect(Collectors.toMap(each -> each, _ -> new OffsetAndMetadata(0))))
          .all()
          .get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", hubs.bootstrapServers()));
  }
}
