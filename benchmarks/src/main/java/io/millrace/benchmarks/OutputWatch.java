package io.millrace.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts what is committed to a topic, and when it was sent. */
final class OutputWatch implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String topic;

  OutputWatch(String bootstrapServers, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "max.poll.records", "5000"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Counts from here on. */
  void begin() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** How many were sent a second, from the first to the last of so many. */
  double perSecond(int expected) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int seen = 0; seen < expected; ) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("%d of %d on %s".formatted(seen, expected, topic));
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        first = Math.min(first, record.timestamp());
        last = Math.max(last, record.timestamp());
        seen++;
      }
    }
    return expected * 1e3 / Math.max(1, last - first);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
