package io.millrace.ingestion.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Rejection;
import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.ingestion.accept.Outgoing;
import io.millrace.ingestion.accept.RowTooLargeException;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ProducerFactory;

class KafkaEventLogTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final EventId ID = new EventId("e1");
  private static final Outgoing EVENT =
      new Outgoing.Accepted(new Event(ROOMS, ID, Instant.EPOCH, "r1", Map.of("a", 1.0), "turn"));

  @Test
  void sendsEachKindToItsTopicUnderItsKey() {
    MockProducer<String, byte[]> producer = producer(true);

    log(producer)
        .append(
            List.of(
                EVENT,
                new Outgoing.Truth(ROOMS, ID, new GroundTruth("1")),
                new Outgoing.Refused(
                    ROOMS, "r2", new Rejection(0, "a", "text", "a number", "{}", Instant.EPOCH))),
            "turn");

    assertThat(producer.history())
        .extracting(r -> r.topic() + " " + r.key())
        .containsExactly(
            Topics.EVENTS + " r1", Topics.GROUND_TRUTH + " e1", Topics.REJECTED + " r2");
    assertThat(producer.history())
        .extracting(r -> CloudEventHeaders.read(r.headers()).correlationId())
        .containsOnly("turn");
  }

  @Test
  void givesUpWhenTheBrokerDoesNotAcknowledgeInTime() {
    assertThatThrownBy(() -> log(producer(false)).append(List.of(EVENT), "turn"))
        .isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void givesUpWhenTheBrokerRefuses() {
    MockProducer<String, byte[]> producer = producer(true);
    producer.sendException = new KafkaException("told to fail");

    assertThatThrownBy(() -> log(producer).append(List.of(EVENT), "turn"))
        .isInstanceOf(LogUnavailableException.class);
  }

  private static MockProducer<String, byte[]> producer(boolean acknowledging) {
    return new MockProducer<>(
        acknowledging, null, new StringSerializer(), new ByteArraySerializer()) {

      /** As the producers that a factory shares, it stays open. */
      @Override
      public void close(Duration timeout) {}
    };
  }

  @Test
  void givesUpWhateverAProducerThrows() {
    ProducerFactory<String, byte[]> closed =
        () -> {
          throw new IllegalStateException("closed");
        };
    KafkaEventLog log =
        new KafkaEventLog(closed, Duration.ofMillis(200), breaker, new SimpleMeterRegistry());

    assertThatThrownBy(() -> log.append(List.of(EVENT), "turn"))
        .isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void asksABrokerThatHasFailedTooOftenOnlyAfterAWhile() {
    MockProducer<String, byte[]> producer = producer(true);
    producer.sendException = new KafkaException("told to fail");
    KafkaEventLog log = log(producer);

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> log.append(List.of(EVENT), "turn"))
          .isInstanceOf(LogUnavailableException.class);
    }

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isPositive();
    producer.sendException = null;
    breaker.transitionToHalfOpenState();
    log.append(List.of(EVENT), "turn");
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void aRowThatTheBrokerWillNeverTakeIsNoFailureOfTheBroker() {
    MockProducer<String, byte[]> producer = producer(true);
    producer.sendException = new RecordTooLargeException("told to fail");
    KafkaEventLog log = log(producer);

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> log.append(List.of(EVENT), "turn"))
          .isInstanceOf(RowTooLargeException.class);
    }

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void saysWhatWasReplayedInThePartitionWhereItLies() {
    MockProducer<String, byte[]> producer = producer(true);

    log(producer).append(List.of(new Outgoing.Replayed(ROOMS, "3-17", 0)), "turn");

    assertThat(producer.history())
        .extracting(r -> r.topic() + " " + r.partition())
        .containsExactly(Topics.REJECTED + " 0");
    assertThat(CloudEventHeaders.read(producer.history().getFirst().headers()).subject())
        .isEqualTo("3-17");
  }

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "broker",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(10)
              .minimumNumberOfCalls(5)
              .permittedNumberOfCallsInHalfOpenState(1)
              .build());

  private KafkaEventLog log(MockProducer<String, byte[]> producer) {
    ProducerFactory<String, byte[]> factory = () -> producer;
    return new KafkaEventLog(factory, Duration.ofMillis(200), breaker, new SimpleMeterRegistry());
  }
}
