package io.millrace.monitoring.storage;

import io.millrace.message.ControlMessage;
import io.millrace.monitoring.judge.Decision;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.MillraceJson;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A decision as a CloudEvent in JSON format: the whole message, as it is published. */
final class DecisionFile {

  private static final String SOURCE = "/millrace/monitoring-service";

  private static final JsonMapper JSON = MillraceJson.mapper();
  private static final ControlCodec CODEC = new ControlCodec(JSON);

  private DecisionFile() {}

  static byte[] write(Decision decision) {
    ControlMessage message = decision.message();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", decision.id());
    event.put("type", ControlMessage.typeOf(message.getClass()));
    event.put("source", SOURCE);
    event.put("subject", message.key());
    event.put("time", decision.made().at().toString());
    event.put("datacontenttype", "application/json");
    event.put("correlationid", decision.correlationId());
    event.put("problem", message.problem().value());
    event.put("data", message);
    return JSON.writeValueAsBytes(event);
  }

  /**
   * @throws RuntimeException where it is no decision that this Millrace knows
   */
  static Decision read(int number, byte[] json) {
    JsonNode event = JSON.readTree(json);
    ControlMessage message =
        CODEC
            .read(event.required("type").asString(), JSON.writeValueAsBytes(event.required("data")))
            .orElseThrow();
    return new Decision(
        number,
        event.required("id").asString(),
        message,
        event.required("correlationid").asString());
  }
}
