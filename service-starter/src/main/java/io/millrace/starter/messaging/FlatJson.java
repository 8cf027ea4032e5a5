package io.millrace.starter.messaging;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A flat JSON object: numbers, text, true and false by name. Without a tree, for the hot paths. */
final class FlatJson {

  private FlatJson() {}

  /**
   * @return a {@link Double}, {@link String} or {@link Boolean} by name; a null has no entry
   */
  static Map<String, @Nullable Object> read(byte[] json) {
    try (JsonParser parser = MillraceJson.mapper().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedMessageException("data: found no JSON object");
      }
      Map<String, @Nullable Object> values = new HashMap<>();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        Object value = value(parser, name);
        if (value != null) {
          values.put(name, value);
        }
      }
      return values;
    } catch (JacksonException e) {
      throw new MalformedMessageException("data: " + e.getOriginalMessage(), e);
    }
  }

  /** JSON has numbers that no double holds; as an infinity they would spoil every mean. */
  static double finite(double number, String name) {
    if (!Double.isFinite(number)) {
      throw new MalformedMessageException(
          name + ": found %s; allowed: a finite number".formatted(number));
    }
    return number;
  }

  private static @Nullable Object value(JsonParser parser, String name) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
      return finite(parser.getDoubleValue(), name);
    }
    if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    throw new MalformedMessageException(
        name + ": found an object or a list; allowed: a number, text, true or false");
  }
}
