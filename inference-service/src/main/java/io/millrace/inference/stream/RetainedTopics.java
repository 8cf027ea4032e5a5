package io.millrace.inference.stream;

import io.millrace.event.Schema;
import io.millrace.inference.rehearse.History;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.IgnoredMessages;
import io.millrace.starter.messaging.MalformedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** What the topics still hold, read by a consumer of its own that is in no group. */
public final class RetainedTopics implements History {

  private static final Duration POLL = Duration.ofMillis(500);

  /** For so long a broker may say nothing. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, Object> configuration;
  private final IgnoredMessages ignored;

  /**
   * @param consumers whose configuration is used
   */
  public RetainedTopics(ConsumerFactory<?, ?> consumers, IgnoredMessages ignored) {
    this.ignored = ignored;
    this.configuration = new HashMap<>(consumers.getConfigurationProperties());
    configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
    configuration.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
  }

  /** Takes polled records; says whether more are wanted. */
  private interface Records {
    boolean take(List<ConsumerRecord<String, byte[]>> records, double done);
  }

  @Override
  public void events(ProblemName problem, Schema schema, Instant since, Events events) {
    EventReader reader = new EventReader(schema, ignored);
    read(
        Topics.EVENTS,
        since,
        (records, done) -> {
          EventRows rows = reader.read(EventReader.of(problem, records));
          return events.take(
              rows.rows(),
              rows.sent().stream().map(sent -> sent.context().id()).toList(),
              new RereadEvents(rows.sent(), ignored),
              done);
        });
  }

  @Override
  public void truths(ProblemName problem, Instant since, Truths truths) {
    read(
        Topics.GROUND_TRUTH,
        since,
        (records, _) -> {
          for (ConsumerRecord<String, byte[]> record : records) {
            if (CloudEventHeaders.problem(record.headers()).filter(problem::equals).isPresent()) {
              take(record, truths);
            }
          }
          return true;
        });
  }

  /** What cannot be read has been set aside by those whose business it is. */
  private static void take(ConsumerRecord<String, byte[]> record, Truths truths) {
    try {
      truths.take(record.key(), DataMessages.readGroundTruth(record).value());
    } catch (MalformedMessageException _) {
      return;
    }
  }

  private void read(String topic, Instant since, Records records) {
    try (Consumer<String, byte[]> consumer =
        new DefaultKafkaConsumerFactory<String, byte[]>(configuration).createConsumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      consumer.assign(partitions);
      seek(consumer, partitions, since, ends);
      long all = left(consumer, ends);
      long quiet = System.nanoTime();
      for (long left = all; left > 0; left = left(consumer, ends)) {
        List<ConsumerRecord<String, byte[]>> polled = within(consumer.poll(POLL), ends);
        quiet = polled.isEmpty() ? quiet : System.nanoTime();
        double done = 1 - (double) left(consumer, ends) / all;
        if (!polled.isEmpty() && !records.take(polled, done)) {
          return;
        }
        if (System.nanoTime() - quiet > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "%s was not told to its end within %s".formatted(topic, PATIENCE));
        }
      }
    }
  }

  private static void seek(
      Consumer<String, byte[]> consumer,
      List<TopicPartition> partitions,
      Instant since,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(each -> each, _ -> since.toEpochMilli()));
    consumer
        .offsetsForTimes(times, PATIENCE)
        .forEach(
            (partition, found) ->
                consumer.seek(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  private static List<ConsumerRecord<String, byte[]>> within(
      Iterable<ConsumerRecord<String, byte[]>> polled, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<String, byte[]>> within = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : polled) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < ends.getOrDefault(partition, 0L)) {
        within.add(record);
      }
    }
    return within;
  }

  /** How many offsets there are to go; some of them are no records. */
  private static long left(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      left += Math.max(0, end.getValue() - consumer.position(end.getKey(), PATIENCE));
    }
    return left;
  }
}
