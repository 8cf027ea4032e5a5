package io.millrace.starter.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Topics;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * What happens to a control message that cannot be handled: it is put on the topic of what was
 * rejected, with the reason; the log, a metric and an alert tell of it; and the consumer goes on.
 * If it cannot be put there, it is tried again.
 */
final class SetAside implements ConsumerRecordRecoverer {

  /** Counts by topic. */
  static final String METRIC = "millrace.messages.set.aside";

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  private final Consumer<ProducerRecord<String, byte[]>> rejected;
  private final SetAsideAlerts alerts;
  private final MeterRegistry meters;
  private final Clock clock;
  private final String service;

  SetAside(
      Consumer<ProducerRecord<String, byte[]>> rejected,
      SetAsideAlerts alerts,
      MeterRegistry meters,
      Clock clock,
      String service) {
    this.rejected = rejected;
    this.alerts = alerts;
    this.meters = meters;
    this.clock = clock;
    this.service = service;
  }

  @Override
  public void accept(ConsumerRecord<?, ?> record, Exception failure) {
    Throwable reason = Failures.reason(failure);
    String said = Failures.said(reason);
    rejected.accept(DataMessages.rejected(record, service, said, clock.instant()));
    meters.counter(METRIC, "topic", record.topic()).increment();
    tell(record, said, reason);
  }

  private void tell(ConsumerRecord<?, ?> record, String said, Throwable reason) {
    String text =
        "The message at %s-%d@%d was set aside by %s: %s. It is kept on the topic %s; mend the cause and send it again."
            .formatted(
                record.topic(),
                record.partition(),
                record.offset(),
                service,
                said,
                Topics.REJECTED);
    if (reason instanceof MalformedMessageException) {
      LOG.error(text);
    } else {
      LOG.error(text, reason);
    }
    if (!record.topic().equals(Topics.ALERTS)) {
      alerts.raise(record, text);
    }
  }
}
