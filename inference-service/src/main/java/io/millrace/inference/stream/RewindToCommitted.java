package io.millrace.inference.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Where to go on after a transaction that failed: at what the broker has as committed, not at the
 * batch's first event. A commit whose answer was lost may stand, and its events would be predicted
 * twice. Nothing is read on before the broker has said how the transaction ended.
 */
final class RewindToCommitted implements AfterRollbackProcessor<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(RewindToCommitted.class);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long SHORTEST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 10_000;

  private final Runnable settle;
  private final java.util.function.Consumer<Exception> rolledBack;
  private final ThreadLocal<Failures> failures = ThreadLocal.withInitial(Failures::new);

  /**
   * @param settle ends what is left of the transaction that failed, or throws
   * @param rolledBack told once of each failure
   */
  RewindToCommitted(Runnable settle, java.util.function.Consumer<Exception> rolledBack) {
    this.settle = settle;
    this.rolledBack = rolledBack;
  }

  /** How often in a row a batch at the same place failed. */
  private static final class Failures {
    private Map<TopicPartition, Long> at = Map.of();
    private int count;

    int next(Map<TopicPartition, Long> now) {
      count = now.equals(at) ? count + 1 : 0;
      at = now;
      return count;
    }
  }

  @Override
  public void process(
      List<ConsumerRecord<String, byte[]>> records,
      Consumer<String, byte[]> consumer,
      @Nullable MessageListenerContainer container,
      Exception exception,
      boolean recoverable,
      EOSMode eosMode) {
    LOG.warn("A batch of {} is taken back: {}", records.size(), exception.toString());
    rolledBack.accept(exception);
    Set<TopicPartition> partitions =
        records.stream()
            .map(record -> new TopicPartition(record.topic(), record.partition()))
            .collect(Collectors.toSet());
    for (int attempt = 0; isRunning(container); attempt++) {
      if (rewind(consumer, partitions)) {
        pause(container, failures.get().next(starts(records)));
        return;
      }
      pause(container, attempt);
    }
  }

  @Override
  public void processBatch(
      ConsumerRecords<String, byte[]> records,
      List<ConsumerRecord<String, byte[]>> recordList,
      Consumer<String, byte[]> consumer,
      @Nullable MessageListenerContainer container,
      Exception exception,
      boolean recoverable,
      EOSMode eosMode) {
    process(recordList, consumer, container, exception, recoverable, eosMode);
  }

  private static boolean isRunning(@Nullable MessageListenerContainer container) {
    return container != null && container.isRunning();
  }

  private boolean rewind(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions) {
    try {
      settle.run();
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, ANSWER);
      for (TopicPartition partition : partitions) {
        if (consumer.assignment().contains(partition)) {
          seek(consumer, partition, committed.get(partition));
        }
      }
      return true;
    } catch (RuntimeException e) {
      LOG.warn("The broker does not say yet what is committed: {}", e.toString());
      return false;
    }
  }

  private static void seek(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      @Nullable OffsetAndMetadata committed) {
    if (committed == null) {
      consumer.seekToBeginning(Set.of(partition));
    } else {
      consumer.seek(partition, committed);
    }
  }

  private static Map<TopicPartition, Long> starts(List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    records.forEach(
        record ->
            starts.putIfAbsent(
                new TopicPartition(record.topic(), record.partition()), record.offset()));
    return starts;
  }

  private static void pause(@Nullable MessageListenerContainer container, int attempt) {
    long millis = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(attempt, 10));
    try {
      ListenerUtils.stoppableSleep(container, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void clearThreadState() {
    failures.remove();
  }
}
