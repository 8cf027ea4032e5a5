package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.IgnoredMessages;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a message that is not taken: it is said, counted, and kept if it is ours. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String SERVICE = "monitoring-service";

  private final MeterRegistry meters;
  private final Clock clock;
  private final IgnoredMessages ignored;

  Refusals(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    this.ignored = new IgnoredMessages(meters);
  }

  /**
   * @return the record for the topic of what is set aside
   */
  Record<String, byte[]> setAside(ConsumerRecord<?, byte[]> message, String reason) {
    LOG.warn(
        "The message at {}-{}@{} is set aside; millrace.rejected has it and the reason",
        message.topic(),
        message.partition(),
        message.offset());
    meters.counter("millrace.messages.set.aside", "topic", message.topic()).increment();
    ProducerRecord<String, byte[]> rejected =
        DataMessages.setAside(message, SERVICE, reason, clock.instant());
    return new Record<>(rejected.key(), rejected.value(), clock.millis(), rejected.headers());
  }

  /** A type that this version does not know is for a later one. */
  void ignore(String topic, String type) {
    ignored.count(topic, type);
  }

  /**
   * What was sent before its problem was deleted does not concern the one that has its name now.
   */
  void former(Place place) {
    meters.counter("millrace.monitoring.messages.former", "topic", place.topic()).increment();
    LOG.debug("{} is of a problem that was deleted since", place);
  }
}
