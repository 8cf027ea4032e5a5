package io.millrace.monitoring.notify;

import io.millrace.message.Alert;
import io.millrace.starter.messaging.CloudEventJson;
import io.millrace.starter.messaging.MillraceJson;
import java.util.List;
import java.util.Map;

/** Notices as their receivers understand them. Text is never taken for markup. */
final class Bodies {

  /** Of one block, of Slack and of a card alike. */
  private static final int LONGEST = 2_900;

  private static final int LONGEST_TITLE = 150;

  private Bodies() {}

  static byte[] of(Notice notice, Webhook.Format format) {
    return switch (format) {
      case CLOUDEVENTS ->
          CloudEventJson.of(notice.context(), notice.data()).orElseThrow().toByteArray();
      case SLACK -> MillraceJson.mapper().writeValueAsBytes(slack(notice));
      case TEAMS -> MillraceJson.mapper().writeValueAsBytes(teams(notice));
    };
  }

  static String mediaType(Webhook.Format format) {
    return switch (format) {
      case CLOUDEVENTS -> CloudEventJson.MEDIA_TYPE;
      case SLACK, TEAMS -> "application/json";
    };
  }

  private static Map<String, Object> slack(Notice notice) {
    String fallback = cut(notice.title(), LONGEST_TITLE);
    return Map.of(
        "text",
        fallback.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "blocks",
        List.of(
            Map.of("type", "header", "text", plain(fallback)),
            Map.of("type", "section", "text", plain(cut(notice.alert().text(), LONGEST))),
            Map.of("type", "context", "elements", List.of(plain(cut(notice.footer(), LONGEST))))));
  }

  private static Map<String, Object> plain(String text) {
    return Map.of("type", "plain_text", "text", text, "emoji", false);
  }

  private static Map<String, Object> teams(Notice notice) {
    List<Map<String, Object>> body =
        List.of(
            run(cut(notice.title(), LONGEST_TITLE), "Large", colour(notice.alert().severity())),
            run(cut(notice.alert().text(), LONGEST), "Default", "Default"),
            run(cut(notice.footer(), LONGEST), "Small", "Default"));
    Map<String, Object> card =
        Map.of(
            "$schema",
            "http://adaptivecards.io/schemas/adaptive-card.json",
            "type",
            "AdaptiveCard",
            "version",
            "1.4",
            "body",
            body);
    return Map.of(
        "type",
        "message",
        "attachments",
        List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
  }

  /** A text block would be read as Markdown. */
  private static Map<String, Object> run(String text, String size, String colour) {
    return Map.of(
        "type",
        "RichTextBlock",
        "inlines",
        List.of(Map.of("type", "TextRun", "text", text, "size", size, "color", colour)));
  }

  private static String colour(Alert.Severity severity) {
    return switch (severity) {
      case INFO -> "Good";
      case WARNING -> "Warning";
      case CRITICAL -> "Attention";
    };
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
