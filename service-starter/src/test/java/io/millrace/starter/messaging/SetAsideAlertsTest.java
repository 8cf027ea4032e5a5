package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SetAsideAlertsTest {

  private final List<Alert> sent = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final Ticking clock = new Ticking();
  private boolean broken;
  private final SetAsideAlerts alerts =
      new SetAsideAlerts(
          (alert, _) -> publish(alert),
          (_, work) -> later.add(work),
          clock,
          Duration.ofSeconds(10));

  @Test
  void aFloodIsOneAlertAtOnceAndOneWithTheCount() {
    for (int i = 0; i < 1000; i++) {
      alerts.raise(record("flooded", i), "number " + i);
    }
    assertThat(sent).extracting(Alert::text).containsExactly("number 0");
    assertThat(later).hasSize(1);

    clock.pass(Duration.ofSeconds(10));
    later.removeFirst().run();

    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().text())
        .isEqualTo("999 more messages of flooded were set aside. The last: number 999");
    assertThat(sent.getLast().kind()).isEqualTo("message-set-aside");
  }

  @Test
  void eachTopicIsToldOfByItself() {
    alerts.raise(record("one", 0), "one");
    alerts.raise(record("two", 0), "two");

    assertThat(sent).extracting(Alert::text).containsExactly("one", "two");
  }

  @Test
  void afterAPauseTheNextIsToldAtOnce() {
    alerts.raise(record("t", 0), "first");
    clock.pass(Duration.ofSeconds(10));
    alerts.raise(record("t", 1), "second");

    assertThat(sent).extracting(Alert::text).containsExactly("first", "second");
    assertThat(later).isEmpty();
  }

  @Test
  void anAlertThatCannotBeSentHoldsNobodyUp() {
    broken = true;

    alerts.raise(record("t", 0), "unsent");

    assertThat(sent).isEmpty();
  }

  private void publish(Alert alert) {
    if (broken) {
      throw new IllegalStateException("no broker");
    }
    sent.add(alert);
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, long offset) {
    return new ConsumerRecord<>(topic, 0, offset, new byte[0], new byte[0]);
  }

  private static final class Ticking extends Clock {
    private Instant now = Instant.EPOCH;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
