package io.millrace.monitoring.notify;

import static io.millrace.message.Alert.Severity.CRITICAL;
import static io.millrace.message.Alert.Severity.INFO;
import static io.millrace.message.Alert.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.message.Alert;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookTest {

  @Test
  void goesOverTlsUnlessItStaysOnThisMachineOrIsToldOtherwise() {
    String secret = "hooks.example.com/services/T0/secret";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notices.webhook("http://" + secret, Webhook.Format.SLACK))
        .withMessageContaining("url: found http://…")
        .withMessageNotContaining("secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notices.webhook("file:///etc/passwd", Webhook.Format.SLACK));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notices.webhook("https://me:pw@example.com/", Webhook.Format.SLACK));
    assertThat(Notices.webhook("https://" + secret, Webhook.Format.SLACK)).isNotNull();
    assertThat(Notices.webhook("http://127.0.0.1:9/x", Webhook.Format.TEAMS)).isNotNull();
    assertThat(
            new Webhook(
                "inside",
                URI.create("http://alerts.svc/x"),
                Webhook.Format.TEAMS,
                "",
                INFO,
                List.of(),
                true))
        .isNotNull();
  }

  @Test
  void isNotShownWithItsSecrets() {
    Webhook webhook = Notices.webhook("https://example.com/T0/abc", Webhook.Format.CLOUDEVENTS);

    assertThat(webhook.toString()).isEqualTo("webhook ops (CLOUDEVENTS)");
  }

  @Test
  void isNotUnsignedByMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Webhook(
                    "ops",
                    URI.create("https://example.com"),
                    Webhook.Format.CLOUDEVENTS,
                    "",
                    INFO,
                    List.of(),
                    false));
  }

  @Test
  void wantsWhatIsSevereEnoughOfItsProblems() {
    Webhook webhook = wanting(WARNING, List.of("room"));

    assertThat(webhook.wants(Notices.alert(INFO, "text"))).isFalse();
    assertThat(webhook.wants(Notices.alert(WARNING, "text"))).isTrue();
    assertThat(wanting(WARNING, List.of("office")).wants(Notices.alert(CRITICAL, "text")))
        .isFalse();
  }

  @Test
  void hearsTheEndOfAnIncidentThatItHeardOf() {
    Webhook webhook = wanting(CRITICAL, List.of());

    assertThat(webhook.wants(Notices.alert(Alert.State.OPENED, WARNING, WARNING))).isFalse();
    assertThat(webhook.wants(Notices.alert(Alert.State.UPDATED, CRITICAL, CRITICAL))).isTrue();
    assertThat(webhook.wants(Notices.alert(Alert.State.CLOSED, INFO, CRITICAL))).isTrue();
    assertThat(webhook.wants(Notices.alert(Alert.State.CLOSED, INFO, WARNING))).isFalse();
  }

  private static Webhook wanting(Alert.Severity severity, List<String> problems) {
    return new Webhook(
        "ops",
        URI.create("https://example.com"),
        Webhook.Format.CLOUDEVENTS,
        Notices.SECRET,
        severity,
        problems,
        false);
  }
}
