package io.millrace.monitoring.notify;

import static io.millrace.message.Alert.Severity.CRITICAL;
import static io.millrace.message.Alert.Severity.INFO;
import static io.millrace.message.Alert.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.starter.messaging.MillraceJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BodiesTest {

  private static final Notice OVER =
      Notices.notice(Notices.alert(Alert.State.CLOSED, INFO, CRITICAL));

  @Test
  void isACloudEvent() {
    JsonNode body = body(OVER, Webhook.Format.CLOUDEVENTS);

    assertThat(body.at("/specversion").asString()).isEqualTo("1.0");
    assertThat(body.at("/type").asString()).isEqualTo("io.millrace.alert.v1");
    assertThat(body.at("/problem").asString()).isEqualTo("room");
    assertThat(body.at("/data/incident/state").asString()).isEqualTo("CLOSED");
  }

  @Test
  void isAMessageOfSlackWhoseTextIsPlain() {
    Notice notice = Notices.notice(Notices.alert(WARNING, "<!channel> *x* & y"));

    JsonNode body = body(notice, Webhook.Format.SLACK);

    assertThat(body.at("/text").asString()).isEqualTo("WARNING: drift of room");
    assertThat(body.at("/blocks/0/type").asString()).isEqualTo("header");
    assertThat(body.at("/blocks/1/text/type").asString()).isEqualTo("plain_text");
    assertThat(body.at("/blocks/1/text/text").asString()).isEqualTo("<!channel> *x* & y");
    assertThat(body.at("/blocks/2/elements/0/text").asString()).contains("2026-02-03T14:19:01Z");
  }

  @Test
  void isACardOfTeamsWhoseTextIsPlain() {
    JsonNode body = body(OVER, Webhook.Format.TEAMS);
    JsonNode card = body.at("/attachments/0/content");

    assertThat(body.at("/attachments/0/contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.at("/type").asString()).isEqualTo("AdaptiveCard");
    assertThat(card.at("/body/0/inlines/0/text").asString())
        .isEqualTo("INFO: drift of room is over");
    assertThat(card.at("/body/0/inlines/0/color").asString()).isEqualTo("Good");
    assertThat(card.at("/body/1/inlines/0/text").asString()).isEqualTo("x moved.");
  }

  @Test
  void isNotLongerThanItsReceiverTakes() {
    Notice notice = Notices.notice(Notices.alert(WARNING, "x".repeat(100_000)));

    for (Webhook.Format format :
        new Webhook.Format[] {Webhook.Format.SLACK, Webhook.Format.TEAMS}) {
      assertThat(Bodies.of(notice, format)).hasSizeLessThan(10_000);
    }
  }

  private static JsonNode body(Notice notice, Webhook.Format format) {
    return MillraceJson.mapper().readTree(Bodies.of(notice, format));
  }
}
