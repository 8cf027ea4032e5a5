package io.millrace.monitoring.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/** Tells one receiver of alerts, in their order. What it does not take is thrown back. */
final class Deliveries implements MessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Webhook webhook;
  private final Sender sender;
  private final ControlCodec codec;
  private final Clock clock;
  private final Duration patience;
  private final MeterRegistry meters;

  Deliveries(
      Webhook webhook,
      Sender sender,
      ControlCodec codec,
      Clock clock,
      Duration patience,
      MeterRegistry meters) {
    this.webhook = webhook;
    this.sender = sender;
    this.codec = codec;
    this.clock = clock;
    this.patience = patience;
    this.meters = meters;
  }

  /** A notice is to be sent again. */
  static final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndeliveredException(String message) {
      super(message);
    }
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    read(record).filter(notice -> webhook.wants(notice.alert())).ifPresent(n -> tell(n, record));
  }

  /** What nobody can read is set aside by who reads the topic for all. */
  private Optional<Notice> read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      EventContext context = CloudEventHeaders.read(record.headers());
      Optional<ControlMessage> message = codec.read(context.type(), record.value());
      return message.isPresent() && message.get() instanceof Alert alert
          ? Optional.of(new Notice(context, alert, record.value()))
          : Optional.empty();
    } catch (MalformedMessageException e) {
      LOG.debug("{} cannot be read", record.offset(), e);
      return Optional.empty();
    }
  }

  private void tell(Notice notice, ConsumerRecord<String, byte[]> record) {
    switch (send(notice)) {
      case Delivery.Taken() -> count("delivered");
      case Delivery.Refused(String reason) -> giveUp(notice, reason);
      case Delivery.Failed(String reason) -> {
        if (Instant.ofEpochMilli(record.timestamp()).plus(patience).isAfter(clock.instant())) {
          count("failed");
          LOG.warn("{} has not taken alert {}: {}", webhook, notice.id(), reason);
          throw new UndeliveredException(reason);
        }
        giveUp(notice, reason);
      }
    }
  }

  private Delivery send(Notice notice) {
    try {
      return sender.send(notice);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("interrupted");
    } catch (RuntimeException e) {
      LOG.error("Alert {} cannot be sent to {}", notice.id(), webhook, e);
      return new Delivery.Failed("it cannot be sent");
    }
  }

  private void giveUp(Notice notice, String reason) {
    count("given-up");
    LOG.error(
        "{} is not told of alert {} ({}): {}", webhook, notice.id(), notice.context().id(), reason);
  }

  private void count(String outcome) {
    meters
        .counter("millrace.webhooks.deliveries", "webhook", webhook.name(), "outcome", outcome)
        .increment();
  }
}
