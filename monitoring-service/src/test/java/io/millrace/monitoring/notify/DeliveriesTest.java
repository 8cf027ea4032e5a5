package io.millrace.monitoring.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.message.Alert;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final Notice NOTICE =
      Notices.notice(Notices.alert(Alert.Severity.WARNING, "x moved."));

  private final Receiver receiver = new Receiver();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void throwsBackWhatMayBeTakenLater() {
    receiver.status = 500;

    assertThatExceptionOfType(Deliveries.UndeliveredException.class)
        .isThrownBy(() -> deliveries().onMessage(record(NOTICE, Notices.NOW)));

    receiver.status = 200;
    deliveries().onMessage(record(NOTICE, Notices.NOW));
    assertThat(counted("failed")).isEqualTo(1);
    assertThat(counted("delivered")).isEqualTo(1);
  }

  @Test
  void givesUpWhatIsTooOldOrRefused() {
    receiver.status = 500;
    deliveries().onMessage(record(NOTICE, Notices.NOW.minus(PATIENCE)));
    receiver.status = 400;
    deliveries().onMessage(record(NOTICE, Notices.NOW));

    assertThat(counted("given-up")).isEqualTo(2);
  }

  @Test
  void passesOverWhatIsNoAlert() {
    ConsumerRecord<String, byte[]> odd = record(NOTICE, Notices.NOW);
    odd.headers().remove("ce_type");
    deliveries().onMessage(odd);
    deliveries()
        .onMessage(
            record(new Notice(NOTICE.context(), NOTICE.alert(), "{".getBytes()), Notices.NOW));

    assertThat(receiver.received()).isEmpty();
  }

  private Deliveries deliveries() {
    Webhook webhook = Notices.webhook(receiver.url(), Webhook.Format.CLOUDEVENTS);
    Clock clock = Clock.fixed(Notices.NOW, ZoneOffset.UTC);
    Sender sender =
        new Sender(
            webhook,
            Sender.client(),
            CircuitBreaker.ofDefaults("test"),
            clock,
            Duration.ofSeconds(5));
    return new Deliveries(
        webhook, sender, new ControlCodec(MillraceJson.mapper()), clock, PATIENCE, meters);
  }

  private double counted(String outcome) {
    return meters
        .get("millrace.webhooks.deliveries")
        .tags("webhook", "ops", "outcome", outcome)
        .counter()
        .count();
  }

  private static ConsumerRecord<String, byte[]> record(Notice notice, Instant at) {
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.write(notice.context(), headers);
    return new ConsumerRecord<>(
        Topics.ALERTS,
        0,
        7,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        "room",
        notice.data(),
        headers,
        Optional.empty());
  }
}
