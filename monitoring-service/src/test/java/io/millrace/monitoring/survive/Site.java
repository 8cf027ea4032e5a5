package io.millrace.monitoring.survive;

import io.millrace.broker.BrokerProcess;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.ControlMessage;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.Topics;
import io.millrace.monitoring.Packages;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A broker and a store of its own, and problems whose predictions are the same in each. */
final class Site implements AutoCloseable {

  static final int WINDOW = 200;
  static final int LARGE = 20 << 20;

  private final Path folder;
  private final int port = Monitor.freePort();
  private final List<Monitor> monitors = new ArrayList<>();
  private Random random = new Random();
  private BrokerProcess broker;
  private ProblemName problem = new ProblemName("none-yet");
  private int events;

  Site(Path folder) throws Exception {
    this.folder = folder.toAbsolutePath();
    startBroker();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      admin
          .createTopics(
              Topics.ALL.stream()
                  .map(name -> new NewTopic(name, 1, (short) 1))
                  .map(topic -> topic.configs(Map.of("max.message.bytes", "" + LARGE)))
                  .toList())
          .all()
          .get();
    }
  }

  /** From here on, all is about this problem, whose predictions are those of any other. */
  void turnTo(String name) {
    problem = new ProblemName(name);
    random = new Random(11);
    events = 0;
    storePackage(1);
    apply(1);
  }

  void startBroker() {
    broker =
        BrokerProcess.start(
            BrokerProcess.findLib(), folder.resolve("broker"), port, folder.resolve("broker.log"));
  }

  /** Of the problem; known to the catalog and the watch alike. */
  void delete() {
    control(new ProblemDeleted(problem, Instant.now()));
  }

  void killBroker() {
    broker.kill();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  Path blobs() {
    return folder.resolve("blobs");
  }

  void storePackage(int version) {
    Path place = blobs().resolve("problems/%s/models/%d".formatted(problem, version));
    try {
      Files.createDirectories(place);
      Files.write(place.resolve("baseline.json"), Packages.baselineJson());
      Files.write(place.resolve("manifest.json"), Packages.manifest(problem, version, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Monitor monitor(String name) {
    Monitor monitor = new Monitor(address(), blobs(), folder.resolve(name));
    monitors.add(monitor);
    return monitor;
  }

  void apply(long version) {
    Map<String, Object> monitor =
        Map.of(
            "drift", Map.of("window", WINDOW + " predictions"),
            "performance",
                Map.of("metric", "accuracy", "alert-below", 0.8, "window", "100 predictions"),
            "retrain", Map.of("on", List.of("drift", "performance")));
    Map<String, Object> definition =
        Map.of(
            "problem", problem.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor", monitor);
    control(new ProblemApplied(problem, version, definition, Instant.now()));
  }

  void control(ControlMessage message) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            message.topic(), message.key(), MillraceJson.mapper().writeValueAsBytes(message));
    CloudEventHeaders.write(
        new EventContext(
            "c" + Instant.now(),
            ControlMessage.typeOf(message.getClass()),
            "/millrace/test",
            message.key(),
            Instant.now(),
            message.problem(),
            "c"),
        record.headers());
    send(List.of(record));
  }

  /** Answers of version 1, with which another one is compared, and their truth, which is 1. */
  void compare(int challenger, int count, String champions, String challengers) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = "e-" + events++;
      Prediction prediction =
          new Prediction(
              new EventId(event),
              1,
              Instant.EPOCH.plusSeconds(events),
              Map.of("x", random.nextGaussian()),
              champions,
              Map.of(champions, 1.0),
              null,
              5,
              null,
              Role.CHAMPION,
              List.of(
                  new Opinion(
                      challenger,
                      Role.SHADOW,
                      challengers,
                      Map.of(challengers, 1.0),
                      null,
                      5,
                      null)));
      records.add(
          DataMessages.prediction(
              problem, event, "room-" + events % 7, prediction, "/millrace/test", "c-" + event));
      records.add(
          DataMessages.groundTruth(
              problem, new EventId(event), new GroundTruth("1"), "/test", "c-" + event));
    }
    send(records);
  }

  /** Whether a decision has been claimed. */
  boolean isClaimed(int decision) {
    return Files.exists(claim(decision));
  }

  /** What was claimed. */
  JsonNode claimed(int decision) {
    try {
      return MillraceJson.mapper().readTree(Files.readAllBytes(claim(decision)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path claim(int decision) {
    return blobs().resolve("problems/%s/rollout/%d.json".formatted(problem, decision));
  }

  /** Predictions of new events and their truth; every fourth answer is wrong once they moved. */
  void predict(int version, int count, double moved) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = "e-" + events++;
      String label = events % 2 == 0 ? "1" : "0";
      String truth = moved > 0 && events % 4 == 0 ? "0" : label;
      Prediction prediction =
          new Prediction(
              new EventId(event),
              version,
              Instant.EPOCH.plusSeconds(events),
              Map.of("x", moved + random.nextGaussian()),
              label,
              Map.of("0", label.equals("0") ? 0.9 : 0.1, "1", label.equals("1") ? 0.9 : 0.1),
              null,
              5);
      records.add(
          DataMessages.prediction(
              problem, event, "room-" + events % 7, prediction, "/millrace/test", "c-" + event));
      records.add(
          DataMessages.groundTruth(
              problem, new EventId(event), new GroundTruth(truth), "/test", "c-" + event));
    }
    send(records);
  }

  void send(List<ProducerRecord<String, byte[]>> records) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address(), "max.request.size", LARGE);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (Future<RecordMetadata> sent : records.stream().map(producer::send).toList()) {
        sent.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is committed on a topic, with what only the clock decides left out. */
  List<String> committed(String topic) {
    return records(topic).stream().map(Site::shown).toList();
  }

  /** Of one problem, whose name is left out too. */
  List<String> committed(String topic, String name) {
    return committed(topic).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.replace(name, ""))
        .toList();
  }

  List<ConsumerRecord<String, byte[]>> records(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address(), "isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(500)).forEach(found::add);
      }
    }
    return found;
  }

  private static String shown(ConsumerRecord<String, byte[]> record) {
    ObjectNode data = (ObjectNode) MillraceJson.mapper().readTree(record.value());
    data.remove(List.of("detectedAt", "raisedAt"));
    data.optional("incident").ifPresent(incident -> ((ObjectNode) incident).remove("since"));
    EventContext context = CloudEventHeaders.read(record.headers());
    return "%s %s %s %s".formatted(record.key(), context.id(), context.correlationId(), data);
  }

  /** What a monitor answers, without the name and what only the clock decides. */
  static String answers(Monitor monitor, String name) {
    JsonNode drift = monitor.json("/v1/problems/%s/drift".formatted(name));
    drift.at("/detections").forEach(each -> ((ObjectNode) each).remove("detectedAt"));
    JsonNode performance = monitor.json("/v1/problems/%s/performance".formatted(name));
    performance.at("/history").forEach(each -> ((ObjectNode) each).remove("at"));
    return (drift.toPrettyString() + performance.toPrettyString()).replace(name, "");
  }

  @Override
  public void close() {
    monitors.forEach(Monitor::close);
    broker.kill();
  }
}
