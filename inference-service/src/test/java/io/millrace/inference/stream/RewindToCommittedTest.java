package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

class RewindToCommittedTest {

  private static final TopicPartition ONE = new TopicPartition("millrace.events", 1);
  private static final TopicPartition TWO = new TopicPartition("millrace.events", 2);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicInteger unsettled = new AtomicInteger();
  private final AtomicInteger settled = new AtomicInteger();
  private final AtomicInteger rolledBack = new AtomicInteger();

  private final RewindToCommitted rewind =
      new RewindToCommitted(
          () -> {
            if (unsettled.getAndDecrement() > 0) {
              throw new KafkaException("the broker is away");
            }
            settled.incrementAndGet();
          },
          _ -> rolledBack.incrementAndGet());

  @BeforeEach
  void read() {
    consumer.assign(List.of(ONE, TWO));
    consumer.updateBeginningOffsets(new HashMap<>(Map.of(ONE, 0L, TWO, 0L)));
    consumer.seek(ONE, 20);
    consumer.seek(TWO, 20);
  }

  @Test
  void goesBackToTheBatchWhereItsCommitDidNotStand() {
    commit(ONE, 10);

    failed(record(ONE, 10), record(ONE, 11));

    assertThat(consumer.position(ONE)).isEqualTo(10);
    assertThat(consumer.position(TWO)).as("not of the batch").isEqualTo(20);
    assertThat(rolledBack).hasValue(1);
  }

  @Test
  void goesOnAfterTheBatchWhereItsCommitStandsThoughItsAnswerWasLost() {
    commit(ONE, 20);

    failed(record(ONE, 10), record(ONE, 19));

    assertThat(consumer.position(ONE)).isEqualTo(20);
  }

  @Test
  void goesToTheBeginningWhereNothingWasEverCommitted() {
    failed(record(ONE, 0));

    assertThat(consumer.position(ONE)).isZero();
  }

  @Test
  void readsNothingOnBeforeTheBrokerHasSaidHowItEnded() {
    unsettled.set(3);
    commit(ONE, 10);

    failed(record(ONE, 10));

    assertThat(settled).hasValue(1);
    assertThat(consumer.position(ONE)).isEqualTo(10);
  }

  @Test
  void leavesPartitionsAloneThatHaveGoneToAnother() {
    commit(ONE, 10);
    consumer.assign(List.of(TWO));

    failed(record(ONE, 10), record(TWO, 5));

    assertThat(consumer.position(TWO)).isZero();
    assertThat(consumer.assignment()).containsExactly(TWO);
  }

  private void commit(TopicPartition partition, long offset) {
    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
  }

  @SafeVarargs
  private void failed(ConsumerRecord<String, byte[]>... records) {
    rewind.process(
        List.of(records),
        consumer,
        new Running(),
        new KafkaException("the commit's answer was lost"),
        false,
        EOSMode.V2);
  }

  private static ConsumerRecord<String, byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", new byte[0]);
  }

  /** A container that says that it runs. */
  private static final class Running extends KafkaMessageListenerContainer<String, byte[]> {
    Running() {
      super(new DefaultKafkaConsumerFactory<>(Map.of()), properties());
    }

    private static ContainerProperties properties() {
      ContainerProperties properties = new ContainerProperties("millrace.events");
      properties.setShutdownTimeout(Duration.ofSeconds(1).toMillis());
      return properties;
    }

    @Override
    public boolean isRunning() {
      return true;
    }
  }
}
