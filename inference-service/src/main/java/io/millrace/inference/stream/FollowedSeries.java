package io.millrace.inference.stream;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * The series of a problem by the partition of their events, as committed transactions have left
 * them. They are forgotten whenever that may no longer be so, and read again when they are needed.
 */
final class FollowedSeries implements ConsumerAwareRebalanceListener {

  private final IntFunction<Map<String, HeldSeries>> log;
  private final Map<Integer, Map<String, HeldSeries>> partitions = new ConcurrentHashMap<>();

  /**
   * @param log reads a partition's series
   */
  FollowedSeries(IntFunction<Map<String, HeldSeries>> log) {
    this.log = log;
  }

  /** By key; one thread reads a partition at a time. */
  Map<String, HeldSeries> of(int partition) {
    return partitions.computeIfAbsent(partition, log::apply);
  }

  /** After a transaction that may or may not stand. */
  void forget() {
    partitions.clear();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    forget(assigned);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    forget(lost);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    forget(revoked);
  }

  private void forget(Collection<TopicPartition> some) {
    some.forEach(partition -> partitions.remove(partition.partition()));
  }
}
