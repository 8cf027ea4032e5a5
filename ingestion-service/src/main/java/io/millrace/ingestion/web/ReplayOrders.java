package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.rejected.Order;
import io.millrace.ingestion.rejected.Rejections;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what is to be replayed. */
final class ReplayOrders {

  private static final String ALLOWED =
      "{\"ids\": [\"…\"]} or {\"all\": true}, and {\"mended\": [{\"id\": \"…\", \"content\": …}]}";

  private ReplayOrders() {}

  static Order read(Body body) {
    if (!body.mediaType().equals("application/json")) {
      throw new BodyIntake.UnsupportedBodyException(
          "Content-Type", body.mediaType(), "application/json");
    }
    JsonNode json = json(body.bytes());
    boolean all = json.path("all").asBoolean(false);
    Set<String> ids = ids(json.path("ids"));
    Map<String, byte[]> mended = mended(json.path("mended"));
    if (all && !ids.isEmpty()) {
      throw wrong("both ids and all");
    }
    if (!all && ids.isEmpty() && mended.isEmpty()) {
      throw wrong("neither ids nor all");
    }
    Order order = all ? new Order(Set.of(), mended) : Order.of(ids, mended);
    if (order.ids().size() > Rejections.MOST) {
      throw wrong("%d ids; at most %d".formatted(order.ids().size(), Rejections.MOST));
    }
    return order;
  }

  private static JsonNode json(byte[] bytes) {
    try {
      JsonNode json = MillraceJson.mapper().readTree(bytes);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      throw wrong(String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
    }
    throw wrong("no JSON object");
  }

  private static Set<String> ids(JsonNode list) {
    Set<String> ids = new HashSet<>();
    for (JsonNode id : list) {
      ids.add(text(id));
    }
    return ids;
  }

  /** The content as the text that it was listed as, or as the JSON that the text holds. */
  private static Map<String, byte[]> mended(JsonNode list) {
    Map<String, byte[]> mended = new HashMap<>();
    for (JsonNode each : list) {
      JsonNode content = each.path("content");
      if (content.isMissingNode()) {
        throw wrong("something mended without content");
      }
      String json = content.isString() ? content.asString() : content.toString();
      mended.put(text(each.path("id")), json.getBytes(StandardCharsets.UTF_8));
    }
    return mended;
  }

  private static String text(JsonNode node) {
    if (!node.isString()) {
      throw wrong("an id that is no text");
    }
    return node.asString();
  }

  private static BrokenBodyException wrong(String found) {
    return new BrokenBodyException("found %s; allowed: %s".formatted(found, ALLOWED), 1, 1);
  }
}
