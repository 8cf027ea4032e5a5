package io.millrace.ingestion.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.land.LandRow;
import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Source;
import io.millrace.starter.trace.TracedBatch;
import io.millrace.starter.trace.Traces;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.messaging.MessagingException;
import org.springframework.stereotype.Component;

/**
 * Feeds landing with what the log brings, and notes what has landed. While the store or the broker
 * fails, it takes in nothing more, stays in its group, and tries again; what it holds stays.
 */
@Component
class LandingListener implements BatchAcknowledgingConsumerAwareMessageListener<String, byte[]> {

  static final String ID = "ingestion-landing";

  /** What health shows, and alerts tell, of a failure. */
  static final String LANDING = "Landing";

  private static final Logger LOG = LoggerFactory.getLogger(LandingListener.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Landing landing;
  private final LandingAssignment assignment;
  private final LandingStart start;
  private final LandingRejects rejects;
  private final LandingHealth health;
  private final LandingLag lag;
  private final Traces traces;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private Instant notBefore = Instant.MIN;

  LandingListener(
      Landing landing,
      LandingAssignment assignment,
      LandingStart start,
      LandingRejects rejects,
      LandingHealth health,
      LandingLag lag,
      Traces traces,
      MeterRegistry meters,
      Clock clock) {
    this.landing = landing;
    this.assignment = assignment;
    this.start = start;
    this.rejects = rejects;
    this.health = health;
    this.lag = lag;
    this.traces = traces;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<String, byte[]>> records,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<?, ?> consumer) {
    on(records, Objects.requireNonNull(consumer));
  }

  void on(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
    try (TracedBatch _ = traces.batch(records)) {
      records.forEach(this::take);
      settle(consumer);
    }
  }

  /** Nothing came for a while: what is open may have come of age. */
  @EventListener(condition = "#event.listenerId.startsWith('" + ID + "')")
  void on(ListenerContainerIdleEvent event) {
    settle(event.getConsumer());
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    Source source = assignment.source(new TopicPartition(record.topic(), record.partition()));
    if (source == null) {
      return;
    }
    LandRow row;
    try {
      row = LandRows.row(record);
    } catch (RuntimeException unreadable) {
      if (landing.pass(source, record.offset())) {
        rejects.add(record, unreadable);
      }
      return;
    }
    landing.take(source, row);
  }

  private void settle(Consumer<?, ?> consumer) {
    if (!clock.instant().isBefore(notBefore)) {
      Exception failure = attempt(() -> land(consumer));
      if (failure == null || !isOutage(failure)) {
        Exception later = attempt(() -> start.beginWaiting(consumer));
        failure = failure == null ? later : failure;
      }
      if (failure == null) {
        goOn(consumer);
      } else {
        fail(failure, consumer);
      }
    }
    lag.measure(consumer);
  }

  private static @Nullable Exception attempt(Step step) {
    try {
      step.run();
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  /** What landed is noted also when one problem's files could not. */
  private void land(Consumer<?, ?> consumer) throws Exception {
    rejects.send();
    Exception failure = attempt(landing::land);
    assignment.beginAgain(consumer, landing.takeLost());
    if (failure == null || !isOutage(failure)) {
      landing.mark();
      commit(consumer);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Something that all need is away; else it is one problem's trouble, and the others go on. */
  private static boolean isOutage(Exception failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(50)
        .anyMatch(
            cause ->
                cause instanceof UncheckedIOException
                    || cause instanceof TimeoutException
                    || cause instanceof KafkaException
                    || cause instanceof MessagingException);
  }

  /** A hint for those who look at the group's lag: nothing depends on it. */
  private void commit(Consumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> landed = new HashMap<>();
    Map<Source, Long> offsets = landing.landed();
    assignment
        .begun()
        .forEach(
            (partition, source) -> {
              Long offset = offsets.get(source);
              if (offset != null) {
                landed.put(partition, new OffsetAndMetadata(offset));
              }
            });
    landed.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
    if (!landed.isEmpty()) {
      consumer.commitAsync(
          landed,
          (_, failure) -> {
            if (failure != null) {
              LOG.debug("The group's offsets stay behind", failure);
            }
          });
      committed.putAll(landed);
    }
  }

  private void goOn(Consumer<?, ?> consumer) {
    notBefore = Instant.MIN;
    health.recovered(LANDING);
    assignment.resume(consumer);
  }

  private void fail(Exception e, Consumer<?, ?> consumer) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    LOG.warn("Landing failed and will be tried again in {}", RETRY, e);
    meters.counter("millrace.ingestion.landing.failures").increment();
    notBefore = clock.instant().plus(RETRY);
    if (isOutage(e) || landing.isFull()) {
      assignment.pause(consumer);
    } else {
      assignment.resume(consumer);
    }
    health.failed(LANDING, e);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
