package io.millrace.starter.app;

import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * One broker and one context for all tests. A problem is on the topic before the context starts.
 */
@SpringBootTest(
    classes = StarterApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=starter-test")
abstract class StarterContext {

  static final Map<String, Object> DEFINITION =
      Map.of(
          "problem", "before",
          "define", Map.of("task", "classification", "target", "Occupancy"),
          "data", Map.of("features", Map.of("Temperature", "number")));

  /** Its offset. */
  static final long POISON_BEFORE_THE_START = 2;

  @DynamicPropertySource
  static void broker(DynamicPropertyRegistry registry) {
    publishBeforeTheStart();
    registry.add("spring.kafka.bootstrap-servers", KafkaBroker::bootstrapServers);
  }

  private static void publishBeforeTheStart() {
    try (Admin admin = Admin.create(clientSettings())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.PROBLEMS, 1, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact")),
                  new NewTopic(Topics.DATA_ARRIVED, 1, (short) 1)
                      .configs(Map.of("max.message.bytes", "20000000"))))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
    ProblemName name = new ProblemName("before");
    send(name, "before", new ProblemApplied(name, 3, DEFINITION, Instant.EPOCH));
    ProblemName broken = new ProblemName("unreadable");
    Map<String, Object> nonsense = Map.of("problem", "unreadable", "define", "nonsense");
    send(broken, "unreadable", new ProblemApplied(broken, 1, nonsense, Instant.EPOCH));
    byte[] poison = "poison from before".getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(Topics.PROBLEMS, "poison", poison), new ByteArraySerializer());
  }

  private static void send(ProblemName problem, String key, ProblemApplied applied) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.PROBLEMS, key, MillraceJson.mapper().writeValueAsBytes(applied));
    CloudEventHeaders.write(
        new EventContext(
            UUID.randomUUID().toString(),
            "io.millrace.problem-applied.v1",
            "/millrace/elsewhere",
            key,
            Instant.EPOCH,
            problem,
            "correlation-" + key),
        record.headers());
    send(record, new ByteArraySerializer());
  }

  static <V> void send(ProducerRecord<String, V> record, Serializer<V> serializer) {
    try (var producer = new KafkaProducer<>(clientSettings(), new StringSerializer(), serializer)) {
      producer.send(record);
    }
  }

  /** The first message of a topic that fits, from its beginning. */
  static ConsumerRecord<String, byte[]> record(
      String topic, Predicate<ConsumerRecord<String, byte[]>> fits) {
    List<String> seen = new ArrayList<>();
    try (var consumer = reader(topic)) {
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          if (fits.test(record)) {
            return record;
          }
          seen.add(record.key());
        }
      }
    }
    throw new AssertionError("No such message on %s; seen: %s".formatted(topic, seen));
  }

  /** All that a topic holds now. */
  static List<ConsumerRecord<String, byte[]>> records(String topic) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (var consumer = reader(topic)) {
      var ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  private static KafkaConsumer<String, byte[]> reader(String topic) {
    var consumer =
        new KafkaConsumer<>(
            clientSettings(), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  static Map<String, Object> clientSettings() {
    return Map.of("bootstrap.servers", KafkaBroker.bootstrapServers());
  }
}
