package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Found;
import io.millrace.ingestion.accept.Incoming;
import io.millrace.ingestion.accept.Nested;
import io.millrace.ingestion.accept.RowBounds;
import io.millrace.ingestion.accept.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads flat JSON objects token by token, so that nothing a sender nests costs memory. */
final class JsonRows {

  /** The array of rows, and the envelope of a CloudEvent. */
  private static final int AROUND_A_ROW = 2;

  private final RowBounds bounds;
  private final JsonFactory factory;

  JsonRows(RowBounds bounds) {
    this.bounds = bounds;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(bounds.maxDepth() + AROUND_A_ROW)
                    .maxStringLength(bounds.maxBytes())
                    .maxNumberLength(bounds.maxBytes())
                    .maxNameLength(bounds.maxBytes())
                    .build())
            .build();
  }

  JsonParser parser(byte[] bytes, int from, int to) {
    return factory.createParser(ObjectReadContext.empty(), bytes, from, to - from);
  }

  /**
   * The scalars of the object that the parser stands at; it then stands at its end. Of more fields
   * than a row may have, those beyond the first too many are passed over.
   */
  Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (fields.size() <= bounds.maxColumns()) {
        fields.put(name, value(parser));
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }

  /** The scalar that the parser stands at; something nested is passed over. */
  @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          parser.getStringLength() > bounds.maxDigits()
              ? Nested.LONG_NUMBER
              : parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> {
        parser.skipChildren();
        yield Nested.OBJECT;
      }
      case START_ARRAY -> {
        parser.skipChildren();
        yield Nested.ARRAY;
      }
      default -> null;
    };
  }

  /** Names the value that a parser stands at, and passes over it. */
  String found(JsonParser parser) {
    return parser.currentToken() == null ? "nothing" : Found.of(value(parser));
  }

  boolean isTooLong(Slice content) {
    return content.length() > bounds.maxBytes();
  }

  Fault tooLong(Slice content) {
    return bounds.tooLong(content.length());
  }

  Incoming row(
      int position, Slice content, Map<String, @Nullable Object> fields, Attributes attributes) {
    return fields.size() > bounds.maxColumns()
        ? new Incoming.Unreadable(position, content, bounds.tooWide())
        : new Incoming.Row(position, content, fields, false, attributes);
  }

  BrokenBodyException broken(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return new BrokenBodyException(
        "The body is no JSON: " + reason(e),
        at == null ? 1 : Math.max(1, at.getLineNr()),
        at == null ? 1 : Math.max(1, at.getColumnNr()));
  }

  String reason(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return "it holds text or a number of more than %d bytes (max-row), or something nested deeper"
              .formatted(bounds.maxBytes())
          + " than %d (max-depth)".formatted(bounds.maxDepth());
    }
    String message = e.getOriginalMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
