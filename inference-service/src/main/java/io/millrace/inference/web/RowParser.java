package io.millrace.inference.web;

import io.millrace.event.Feature;
import io.millrace.event.Label;
import io.millrace.inference.score.RowColumns;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads rows from JSON into columns in one pass. It is for requests that are as they ought to be;
 * at the first thing that is odd it gives up, and says nothing about what that was.
 */
final class RowParser {

  private static final String ROWS = "rows";

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(PredictRequest.BOUNDS).build();

  private final JsonParser json;
  private final RowColumns rows;
  private final int most;

  private RowParser(JsonParser json, int most, RowColumns rows) {
    this.json = json;
    this.most = most;
    this.rows = rows;
  }

  /** Whether all is read: rows that are good, {@code most} of them at most, and nothing else. */
  static boolean parse(byte[] body, int most, RowColumns rows) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      return new RowParser(json, most, rows).body() && json.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  private boolean body() {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      return array();
    }
    if (first != JsonToken.START_OBJECT) {
      return false;
    }
    String name = json.nextName();
    if (ROWS.equals(name)) {
      return json.nextToken() == JsonToken.START_ARRAY
          && array()
          && json.nextToken() == JsonToken.END_OBJECT;
    }
    return row(name, true);
  }

  private boolean array() {
    JsonToken token = json.nextToken();
    while (token == JsonToken.START_OBJECT) {
      if (!row(json.nextName(), false)) {
        return false;
      }
      token = json.nextToken();
    }
    return token == JsonToken.END_ARRAY;
  }

  /**
   * @param first its first member's name; null at its end
   * @param alone whether it might turn out to hold rows
   */
  private boolean row(@Nullable String first, boolean alone) {
    if (rows.size() == most) {
      return false;
    }
    rows.open();
    for (String name = first; name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      if ((alone && ROWS.equals(name)) || !member(name, token)) {
        return false;
      }
    }
    return rows.isComplete();
  }

  private boolean member(String name, JsonToken token) {
    int feature = rows.indexOf(name);
    boolean time = rows.isTime(name);
    boolean entity = rows.isEntity(name);
    if (feature < 0 && !time && !entity) {
      skip(token);
      return true;
    }
    return token.isScalarValue()
        && (feature < 0 || value(feature, token))
        && (!time || rows.setTime(scalar(token)))
        && (!entity || entity(token));
  }

  private boolean entity(JsonToken token) {
    rows.setEntity(scalar(token));
    return true;
  }

  private boolean value(int feature, JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> {
        rows.setMissing(feature);
        yield true;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          isWord(feature)
              ? rows.setCategory(feature, word(token))
              : rows.setNumber(feature, json.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE ->
          isWord(feature)
              ? rows.setCategory(feature, token.asString())
              : rows.setBool(feature, token == JsonToken.VALUE_TRUE);
      case VALUE_STRING -> rows.setCategory(feature, json.getString());
      default -> false;
    };
  }

  private boolean isWord(int feature) {
    return rows.schema().features().get(feature) instanceof Feature.Category;
  }

  /** A number as a word, the same as {@link Label} makes of it. */
  private String word(JsonToken token) {
    boolean small =
        token == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return small ? Long.toString(json.getLongValue()) : Label.of(json.getNumberValue());
  }

  private @Nullable Object scalar(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      default -> null;
    };
  }

  /** Leaves a value out that is nobody's, its texts not without having looked how long they are. */
  private void skip(JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      int _ = json.getStringLength();
      return;
    }
    if (!token.isStructStart()) {
      return;
    }
    for (int depth = 1; depth > 0; ) {
      JsonToken next = json.nextToken();
      if (next == JsonToken.VALUE_STRING) {
        int _ = json.getStringLength();
      } else if (next.isStructStart()) {
        depth++;
      } else if (next.isStructEnd()) {
        depth--;
      }
    }
  }
}
