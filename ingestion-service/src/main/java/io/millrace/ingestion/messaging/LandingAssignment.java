package io.millrace.ingestion.messaging;

import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * The partitions that this instance lands. One that comes is held until the store has been asked
 * where it stands; what its former owner had not landed is read again by the next. For the
 * consumer's thread.
 */
@Component
class LandingAssignment implements ConsumerAwareRebalanceListener {

  private final Landing landing;
  private final Map<TopicPartition, Source> begun = new HashMap<>();
  private final Set<TopicPartition> waiting = new HashSet<>();

  LandingAssignment(Landing landing) {
    this.landing = landing;
  }

  /** Only those that are new: the others go on meanwhile. */
  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    drop(partitions);
    hold(consumer, partitions);
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    drop(partitions);
  }

  /** They are another's already. */
  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    drop(partitions);
  }

  /** A position of any kind keeps the consumer from looking for a committed one. */
  private void hold(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
    waiting.addAll(partitions);
  }

  private void drop(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      waiting.remove(partition);
      Source source = begun.remove(partition);
      if (source != null) {
        landing.drop(List.of(source));
      }
    }
  }

  /** After the consumer's thread has died, which may not have said what it gives up. */
  void forgetAll() {
    drop(Set.copyOf(begun.keySet()));
    waiting.clear();
  }

  /** Those that wait to be begun with. */
  Set<TopicPartition> waiting() {
    return Set.copyOf(waiting);
  }

  void begin(TopicPartition partition, Source source) {
    waiting.remove(partition);
    begun.put(partition, source);
  }

  /** Begins anew with partitions, if they are still this instance's. */
  void beginAgain(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Set<TopicPartition> owned = new HashSet<>(partitions);
    owned.retainAll(consumer.assignment());
    drop(owned);
    hold(consumer, owned);
  }

  void beginAgain(Consumer<?, ?> consumer, Set<Source> lost) {
    List<TopicPartition> partitions =
        begun.entrySet().stream()
            .filter(entry -> lost.contains(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    beginAgain(consumer, partitions);
  }

  /** Takes in nothing for now, and stays in the group. */
  void pause(Consumer<?, ?> consumer) {
    consumer.pause(consumer.assignment());
  }

  void resume(Consumer<?, ?> consumer) {
    Set<TopicPartition> reading = new HashSet<>(begun.keySet());
    reading.retainAll(consumer.paused());
    consumer.resume(reading);
  }

  /** Null for one that is not landed here. */
  @Nullable Source source(TopicPartition partition) {
    return begun.get(partition);
  }

  Map<TopicPartition, Source> begun() {
    return Map.copyOf(begun);
  }
}
