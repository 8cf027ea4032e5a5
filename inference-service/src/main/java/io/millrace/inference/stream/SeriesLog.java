package io.millrace.inference.stream;

import io.millrace.event.Series;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import tools.jackson.core.JacksonException;

/**
 * The series of a problem on the compacted topic {@value Topics#SERIES}: written in the transaction
 * of the events that moved them, so that it stands where the offsets stand.
 */
final class SeriesLog {

  private static final Logger LOG = LoggerFactory.getLogger(SeriesLog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ProblemName problem;
  private final Map<String, Object> configuration;

  /**
   * @param consumers whose configuration is used
   */
  SeriesLog(ProblemName problem, Map<String, Object> consumers) {
    this.problem = problem;
    this.configuration = new HashMap<>(consumers);
    configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
    configuration.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
  }

  /**
   * @param partition of the series' events
   * @param partitions that the topic has
   */
  ProducerRecord<String, byte[]> record(
      int partition, int partitions, String key, HeldSeries series, Instant now, String cause) {
    byte[] json = MillraceJson.mapper().writeValueAsBytes(series.told());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.SERIES, partition % partitions, problem + "/" + key, json);
    EventContext context =
        new EventContext(
            problem + "/" + key, Series.TYPE, StreamScoring.SOURCE, key, now, problem, cause);
    CloudEventHeaders.write(context, record.headers());
    return record;
  }

  /**
   * Reads the series whose events are on a partition, as far as transactions have been committed
   * where there are any. One that is not ended yet is waited for: it may have moved the offsets
   * already.
   *
   * @throws IllegalStateException where the broker does not tell in time
   */
  Map<String, HeldSeries> read(int partition) {
    try (Consumer<String, byte[]> committed = consumer(configuration)) {
      int partitions = committed.partitionsFor(Topics.SERIES).size();
      TopicPartition from = new TopicPartition(Topics.SERIES, partition % partitions);
      long end = end(from);
      committed.assign(List.of(from));
      committed.seekToBeginning(List.of(from));
      return read(committed, from, end);
    }
  }

  private long end(TopicPartition partition) {
    Map<String, Object> own = new HashMap<>(configuration);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    try (Consumer<String, byte[]> all = consumer(own)) {
      return all.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
    }
  }

  private Map<String, HeldSeries> read(
      Consumer<String, byte[]> consumer, TopicPartition from, long end) {
    Map<String, HeldSeries> series = new HashMap<>();
    String mine = problem + "/";
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(from, PATIENCE) < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null && record.key().startsWith(mine) && record.value() != null) {
          read(record).ifPresent(held -> series.put(record.key().substring(mine.length()), held));
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s could not be read to its end, %d, within %s".formatted(from, end, PATIENCE));
      }
    }
    return series;
  }

  /** What nobody can read is as if it were not there: its series begins anew. */
  private static Optional<HeldSeries> read(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(
          HeldSeries.of(MillraceJson.mapper().readValue(record.value(), Series.class)));
    } catch (JacksonException | NullPointerException e) {
      LOG.warn("{}@{} holds no series: {}", record.topic(), record.offset(), e.toString());
      return Optional.empty();
    }
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> configuration) {
    return new DefaultKafkaConsumerFactory<String, byte[]>(configuration).createConsumer();
  }
}
