package io.millrace.ingestion.messaging;

import io.millrace.ingestion.land.Landing;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/** Partitions that come or go begin from what the store says. */
@Component
class LandingRebalance implements ConsumerAwareRebalanceListener {

  private final Landing landing;

  LandingRebalance(Landing landing) {
    this.landing = landing;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    drop(partitions);
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    drop(partitions);
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    drop(partitions);
  }

  private void drop(Collection<TopicPartition> partitions) {
    landing.drop(partitions.stream().map(LandRows::source).toList());
  }
}
