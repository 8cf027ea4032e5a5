package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.starter.messaging.DataMessages;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a message that is not taken: it is said, counted, and kept if it is ours. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String SERVICE = "monitoring-service";
  private static final Pattern KNOWN = Pattern.compile("io\\.millrace\\.[a-z-]{1,40}\\.v\\d{1,3}");
  private static final int TYPES = 50;

  private final MeterRegistry meters;
  private final Clock clock;
  private final Set<String> ignored = ConcurrentHashMap.newKeySet();

  Refusals(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @return the record for the topic of what is set aside
   */
  Record<String, byte[]> setAside(ConsumerRecord<?, byte[]> message, String reason) {
    LOG.warn(
        "The message at {}-{}@{} is set aside: {}",
        message.topic(),
        message.partition(),
        message.offset(),
        reason);
    meters.counter("millrace.messages.set.aside", "topic", message.topic()).increment();
    ProducerRecord<String, byte[]> rejected =
        DataMessages.setAside(message, SERVICE, reason, clock.instant());
    return new Record<>(rejected.key(), rejected.value(), clock.millis(), rejected.headers());
  }

  /** A type that this version does not know is for a later one. */
  void ignore(String topic, String type) {
    String shown = KNOWN.matcher(type).matches() && ignored.size() < TYPES ? type : "other";
    meters.counter("millrace.messages.ignored", "topic", topic, "type", shown).increment();
    if (ignored.add(shown)) {
      LOG.warn("Messages of the type {} on {} are not for this version: ignored", shown, topic);
    }
  }

  /**
   * What was sent before its problem was deleted does not concern the one that has its name now.
   */
  void former(Place place) {
    meters.counter("millrace.monitoring.messages.former", "topic", place.topic()).increment();
    LOG.debug("{} is of a problem that was deleted since", place);
  }
}
