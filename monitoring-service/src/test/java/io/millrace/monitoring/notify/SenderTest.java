package io.millrace.monitoring.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.millrace.message.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {

  private static final Notice NOTICE =
      Notices.notice(Notices.alert(Alert.Severity.WARNING, "x moved."));

  private final Receiver receiver = new Receiver();
  private Instant now = Notices.NOW;
  private Duration patience = Duration.ofSeconds(20);
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void signsWhatItSends() throws Exception {
    assertThat(sender().send(NOTICE)).isEqualTo(new Delivery.Taken());

    Receiver.Received received = receiver.received().getFirst();
    assertThat(received.header("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(received.header("webhook-id")).matches("msg_[0-9a-f]{32}");
    assertThat(received.header("webhook-timestamp"))
        .isEqualTo(Long.toString(Notices.NOW.getEpochSecond()));
    assertThat(received.header("webhook-signature"))
        .isEqualTo(
            Signature.of(Notices.SECRET)
                .sign(received.header("webhook-id"), Notices.NOW, received.body().getBytes(UTF_8)));
  }

  @Test
  void sendsSlackItsMessageWithoutASignature() throws Exception {
    Sender sender = sender(Notices.webhook(receiver.url() + "T0/B0", Webhook.Format.SLACK));

    assertThat(sender.send(NOTICE)).isEqualTo(new Delivery.Taken());
    assertThat(receiver.received().getFirst().header("webhook-signature")).isEmpty();
    assertThat(receiver.received().getFirst().body()).contains("\"blocks\"");
  }

  @Test
  void goesNowhereElse() throws Exception {
    receiver.status = 302;

    assertThat(sender().send(NOTICE)).isEqualTo(new Delivery.Failed("it answers 302"));
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void tellsWhatIsNeverTakenFromWhatMayBeTakenLater() throws Exception {
    receiver.status = 422;
    assertThat(sender().send(NOTICE)).isEqualTo(new Delivery.Refused("it answers 422"));

    for (int status : new int[] {401, 404, 410, 429, 500, 503}) {
      receiver.status = status;
      assertThat(sender().send(NOTICE)).isEqualTo(new Delivery.Failed("it answers " + status));
    }
  }

  @Test
  void waitsNotLongForAnAnswer() throws Exception {
    receiver.status = 0;
    patience = Duration.ofMillis(500);

    assertThat(sender().send(NOTICE))
        .isEqualTo(new Delivery.Failed("it cannot be reached: HttpTimeoutException"));
  }

  @Test
  void leavesAloneWhatHasFailedRepeatedly() throws Exception {
    receiver.status = 503;
    Sender sender = sender();
    for (int i = 0; i < 3; i++) {
      sender.send(NOTICE);
    }

    assertThat(receiver.received()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"90|90", "'Tue, 3 Feb 2026 14:29:01 GMT'|600", "999999|3600", "soon|0", "-5|0"})
  void sendsNothingBeforeTheTimeThatItIsTold(String retryAfter, long seconds) throws Exception {
    receiver.status = 429;
    receiver.retryAfter = retryAfter;
    Sender sender = sender();
    sender.send(NOTICE);
    receiver.status = 204;

    now = Notices.NOW.plusSeconds(seconds - 1);
    if (seconds > 0) {
      assertThat(sender.send(NOTICE)).isInstanceOf(Delivery.Failed.class);
      assertThat(receiver.received()).hasSize(1);
    }
    now = Notices.NOW.plusSeconds(seconds);
    assertThat(sender.send(NOTICE)).isEqualTo(new Delivery.Taken());
  }

  private Sender sender() {
    return sender(Notices.webhook(receiver.url(), Webhook.Format.CLOUDEVENTS));
  }

  private Sender sender(Webhook webhook) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "test",
            CircuitBreakerConfig.custom().slidingWindowSize(2).minimumNumberOfCalls(2).build());
    return new Sender(webhook, Sender.client(), breaker, clock, Duration.ofMillis(500));
  }
}
