package io.millrace.acceptance.faults.account;

import io.millrace.message.ControlMessage;
import io.millrace.message.TrafficObserved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a stranger with a Kafka console sees: committed messages of topics, from the first on. */
public final class CommittedMessages implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  /** Of one fetch; a message may be as large as an operator lets it be. */
  private static final int BYTES = 16_000_000;

  /** Comes beside predictions, and is about no event. */
  private static final String TRAFFIC = ControlMessage.typeOf(TrafficObserved.class);

  private final KafkaConsumer<String, byte[]> consumer;

  public CommittedMessages(String broker, Collection<String> topics) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            5000,
            "max.partition.fetch.bytes",
            BYTES);
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Hands over what has come since, and waits a little where nothing has.
   *
   * @return how much that was
   */
  public int poll(Consumer<ConsumerRecord<String, byte[]>> taker) {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    for (ConsumerRecord<String, byte[]> record : records) {
      if (!header(record, "ce_type").equals(TRAFFIC)) {
        taker.accept(record);
      }
    }
    return records.count();
  }

  /** Hands over all that there is up to now. */
  public void readOn(Consumer<ConsumerRecord<String, byte[]>> taker) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(taker);
    }
  }

  /** As text; empty where there is none. */
  public static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
