package io.millrace.ingestion.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Alert;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * What cannot be landed is put on the topic of what was rejected, before anything that comes after
 * it lands; the log, a metric and an alert tell of it.
 */
@Component
class LandingRejects {

  static final String SERVICE = "ingestion-service";
  private static final Logger LOG = LoggerFactory.getLogger(LandingRejects.class);
  private static final long SEND_SECONDS = 20;
  private static final Duration BETWEEN_ALERTS = Duration.ofSeconds(10);

  private final KafkaTemplate<String, byte[]> kafka;
  private final ControlPublisher publisher;
  private final MeterRegistry meters;
  private final Clock clock;
  private final List<ProducerRecord<String, byte[]>> unsent = new ArrayList<>();
  private final Map<String, Untold> untold = new HashMap<>();

  LandingRejects(
      KafkaTemplate<String, byte[]> kafka,
      ControlPublisher publisher,
      MeterRegistry meters,
      Clock clock) {
    this.kafka = kafka;
    this.publisher = publisher;
    this.meters = meters;
    this.clock = clock;
  }

  void add(ConsumerRecord<String, byte[]> record, RuntimeException reason) {
    String said = String.valueOf(reason.getMessage());
    unsent.add(DataMessages.setAside(record, SERVICE, said, clock.instant()));
    meters.counter("millrace.messages.set.aside", "topic", record.topic()).increment();
    Untold topic = untold.computeIfAbsent(record.topic(), _ -> new Untold());
    topic.count++;
    topic.last =
        "%s-%d@%d: %s".formatted(record.topic(), record.partition(), record.offset(), said);
  }

  /** Returns when the broker has all of them. */
  void send() throws ExecutionException, InterruptedException, TimeoutException {
    if (!unsent.isEmpty()) {
      CompletableFuture<?>[] sends =
          unsent.stream().map(kafka::send).toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(sends).get(SEND_SECONDS, TimeUnit.SECONDS);
      unsent.clear();
    }
    Instant now = clock.instant();
    untold.values().stream().filter(topic -> topic.isDue(now)).forEach(this::tell);
  }

  private void tell(Untold topic) {
    Instant now = clock.instant();
    String text =
        "%,d messages were set aside by %s and are kept as rejected. The last is %s"
            .formatted(topic.count, SERVICE, topic.last);
    LOG.error(text);
    topic.count = 0;
    topic.next = now.plus(BETWEEN_ALERTS);
    LandingAlerts.attempt(
        publisher, LandingAlerts.of(Alert.Severity.CRITICAL, "message-set-aside", text, now));
  }

  /** Of one topic. */
  private static final class Untold {
    private long count;
    private String last = "";
    private Instant next = Instant.MIN;

    boolean isDue(Instant now) {
      return count > 0 && !now.isBefore(next);
    }
  }
}
