package io.millrace.benchmarks;

import io.millrace.message.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Passes events on as they are: 1000 at most in each transaction, offsets with them. */
final class Identity implements AutoCloseable {

  private static final String TOPIC = "benchmark.identity";
  private static final int PARTITIONS = 4;

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final OutputWatch output;

  Identity(String bootstrapServers) {
    createTopic(bootstrapServers);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", "benchmark-identity",
                "enable.auto.commit", "false",
                "isolation.level", "read_committed",
                "max.poll.records", "1000"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "benchmark-" + UUID.randomUUID(),
                "linger.ms",
                "20"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    this.output = new OutputWatch(bootstrapServers, TOPIC);
  }

  private static void createTopic(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Passes on what comes from here on. */
  void begin() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EVENTS).stream()
            .map(info -> new TopicPartition(Topics.EVENTS, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    output.begin();
  }

  double perSecond(int expected) {
    for (int passed = 0; passed < expected; ) {
      ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(2));
      if (!records.isEmpty()) {
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      TOPIC, null, record.key(), record.value(), record.headers()));
          offsets.put(
              new TopicPartition(record.topic(), record.partition()),
              new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        passed += records.count();
      }
    }
    return output.perSecond(expected);
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
    output.close();
  }
}
