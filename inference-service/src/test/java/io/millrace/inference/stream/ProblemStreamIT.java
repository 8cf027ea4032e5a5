package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.problem.ProblemName;
import io.millrace.starter.test.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

class ProblemStreamIT {

  private static final String TOPIC = "problem-stream";

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger errorsToCome = new AtomicInteger();
  private final AtomicInteger noStartsToCome = new AtomicInteger();
  private final AtomicInteger restarts = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final ProblemStream stream =
      new ProblemStream(new ProblemName("rooms"), this::listening, restarts::incrementAndGet);

  @Test
  void beginsAnewAfterAnErrorForAsLongAsItTakes() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    errorsToCome.set(2);
    noStartsToCome.set(1);
    send("one");

    stream.tend(now);
    assertThat(stream.runs()).as("it could not be made").isFalse();

    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              now = now.plusSeconds(31);
              stream.tend(now);
              return heard.contains("one");
            });
    assertThat(restarts).hasValueGreaterThanOrEqualTo(2);
    assertThat(stream.runs()).isTrue();

    stream.stop();
    stream.tend(now.plusSeconds(3600));
    assertThat(stream.runs()).as("stopped for good").isFalse();
  }

  private Listening listening() {
    if (noStartsToCome.getAndDecrement() > 0) {
      throw new IllegalStateException("the broker's name is not known");
    }
    ContainerProperties properties = new ContainerProperties(TOPIC);
    properties.setGroupId("problem-stream");
    properties.setMessageListener(
        (BatchMessageListener<String, byte[]>)
            records -> {
              if (errorsToCome.getAndDecrement() > 0) {
                throw new OutOfMemoryError("as it were");
              }
              records.forEach(this::hear);
            });
    Map<String, Object> configuration = new HashMap<>();
    configuration.put("bootstrap.servers", KafkaBroker.bootstrapServers());
    configuration.put("key.serializer", StringSerializer.class);
    configuration.put("value.serializer", ByteArraySerializer.class);
    configuration.put("key.deserializer", StringDeserializer.class);
    configuration.put("value.deserializer", ByteArrayDeserializer.class);
    configuration.put("auto.offset.reset", "earliest");
    configuration.put("session.timeout.ms", 6000);
    return new Listening(
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(configuration), properties),
        new DefaultKafkaProducerFactory<>(configuration));
  }

  private void hear(ConsumerRecord<String, byte[]> record) {
    heard.add(new String(record.value(), StandardCharsets.UTF_8));
  }

  private static void send(String text) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "k", text.getBytes(StandardCharsets.UTF_8))).get();
    }
  }
}
