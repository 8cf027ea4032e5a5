package io.millrace.acceptance.faults.account;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning, committed messages only, and counts ids. */
final class TopicTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String problem;
  private final Map<String, Tally> tallies;

  /**
   * Of messages of one problem.
   *
   * @param tallies by topic
   */
  TopicTail(String broker, String problem, Map<String, Tally> tallies) {
    this.problem = problem;
    this.tallies = tallies;
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers",
            broker,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            5000));
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    Function<String, Stream<TopicPartition>> partitions =
        topic ->
            consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()));
    List<TopicPartition> assigned = tallies.keySet().stream().flatMap(partitions).toList();
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
  }

  /** Counts what has come since, and returns how much that was. */
  int read() {
    int read = 0;
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      if (problem.equals(header(record, "ce_problem"))) {
        Spot spot = new Spot(record.topic(), record.partition(), record.offset());
        Tally tally = tallies.get(record.topic());
        if (tally != null) {
          tally.add(id(record), spot);
          read++;
        }
      }
    }
    return read;
  }

  /** The id of the event that a message is, or is about. */
  private static String id(ConsumerRecord<String, byte[]> record) {
    return header(record, record.topic().endsWith("ground-truth") ? "ce_subject" : "ce_id");
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
