package io.millrace.starter.messaging;

import io.millrace.message.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of messages set aside: at once of a topic's first, and then of how many more there
 * were, at most once in a while, so that a flood of them is no flood of alerts.
 */
final class SetAsideAlerts {

  /** The kind of the alert. */
  static final String KIND = "message-set-aside";

  private static final Logger LOG = LoggerFactory.getLogger(SetAsideAlerts.class);

  private final BiConsumer<Alert, String> publisher;
  private final Later later;
  private final Clock clock;
  private final Duration pause;
  private final Map<String, Pending> topics = new HashMap<>();

  /**
   * @param pause between two alerts about a topic
   */
  SetAsideAlerts(BiConsumer<Alert, String> publisher, Later later, Clock clock, Duration pause) {
    this.publisher = publisher;
    this.later = later;
    this.clock = clock;
    this.pause = pause;
  }

  void raise(ConsumerRecord<?, ?> record, String text) {
    Alert alert =
        new Alert(Unreadable.problem(record), Alert.Severity.CRITICAL, KIND, text, clock.instant());
    if (isDue(record, alert)) {
      publish(alert, Unreadable.correlationId(record));
    }
  }

  private synchronized boolean isDue(ConsumerRecord<?, ?> record, Alert alert) {
    Instant now = clock.instant();
    Pending pending = topics.computeIfAbsent(record.topic(), _ -> new Pending());
    if (now.isBefore(pending.next)) {
      pending.count++;
      pending.latest = alert;
      pending.correlationId = Unreadable.correlationId(record);
      if (pending.count == 1) {
        later.run(Duration.between(now, pending.next), () -> flush(record.topic()));
      }
      return false;
    }
    pending.next = now.plus(pause);
    return true;
  }

  private void flush(String topic) {
    Alert latest;
    String correlationId;
    synchronized (this) {
      Pending pending = topics.computeIfAbsent(topic, _ -> new Pending());
      if (pending.latest == null) {
        return;
      }
      latest = pending.summary(topic, pending.latest);
      correlationId = pending.correlationId;
      pending.latest = null;
      pending.count = 0;
      pending.next = clock.instant().plus(pause);
    }
    publish(latest, correlationId);
  }

  /** The message is safe already: an alert that cannot be sent does not hold the consumer up. */
  private void publish(Alert alert, String correlationId) {
    try {
      publisher.accept(alert, correlationId);
    } catch (RuntimeException e) {
      LOG.error("The alert could not be sent: {}", alert.text(), e);
    }
  }

  /** Runs something after a while. */
  @FunctionalInterface
  interface Later {
    void run(Duration delay, Runnable work);
  }

  private static final class Pending {
    private Instant next = Instant.MIN;
    private @Nullable Alert latest;
    private String correlationId = "";
    private long count;

    Alert summary(String topic, Alert last) {
      return new Alert(
          last.problem(),
          last.severity(),
          last.kind(),
          "%,d more messages of %s were set aside. The last: %s"
              .formatted(count, topic, last.text()),
          last.raisedAt());
    }
  }
}
