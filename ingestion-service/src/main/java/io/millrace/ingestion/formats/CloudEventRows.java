package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Found;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A CloudEvent in JSON: the row is its data, its id, time and subject are attributes. */
final class CloudEventRows implements ObjectRows {

  private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");

  private final JsonRows rows;

  CloudEventRows(JsonRows rows) {
    this.rows = rows;
  }

  @Override
  public Reading read(JsonParser parser) {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    @Nullable Map<String, @Nullable Object> data = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("data") && token == JsonToken.START_OBJECT) {
        data = rows.object(parser);
      } else {
        envelope.put(name, rows.value(parser));
      }
    }
    Optional<Fault> fault = fault(envelope);
    if (fault.isPresent()) {
      return new Faulty(fault.get());
    }
    return data == null ? encoded(envelope) : new Fields(data, attributes(envelope));
  }

  /** The first of the attributes that is missing or is no text. */
  private static Optional<Fault> fault(Map<String, @Nullable Object> envelope) {
    for (String name : REQUIRED) {
      if (!(envelope.get(name) instanceof String text) || text.isBlank()) {
        return Optional.of(new Fault(name, found(envelope, name), "a CloudEvents attribute: text"));
      }
    }
    return "1.0".equals(envelope.get("specversion"))
        ? Optional.empty()
        : Optional.of(new Fault("specversion", found(envelope, "specversion"), "1.0"));
  }

  private Reading encoded(Map<String, @Nullable Object> envelope) {
    if (!(envelope.get("data_base64") instanceof String text)) {
      return new Faulty(new Fault("data", found(envelope, "data"), "a JSON object"));
    }
    try {
      byte[] json = Base64.getDecoder().decode(text);
      try (JsonParser parser = rows.parser(json, 0, json.length)) {
        return parser.nextToken() == JsonToken.START_OBJECT
            ? new Fields(rows.object(parser), attributes(envelope))
            : new Faulty(new Fault("data_base64", rows.found(parser), "a JSON object"));
      }
    } catch (IllegalArgumentException | JacksonException unreadable) {
      return new Faulty(new Fault("data_base64", Found.of(text), "a JSON object in Base64"));
    }
  }

  private static Attributes attributes(Map<String, @Nullable Object> envelope) {
    return new Attributes(text(envelope, "id"), text(envelope, "time"), text(envelope, "subject"));
  }

  private static @Nullable String text(Map<String, @Nullable Object> envelope, String name) {
    @Nullable Object value = envelope.get(name);
    return value == null ? null : value.toString();
  }

  private static String found(Map<String, @Nullable Object> envelope, String name) {
    return envelope.containsKey(name) ? Found.of(envelope.get(name)) : "nothing";
  }
}
