package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Incoming;
import io.millrace.ingestion.accept.RowReader;
import io.millrace.ingestion.accept.Slice;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One JSON document: an object, or an array of objects. */
final class JsonReader implements RowReader {

  private final Set<String> mediaTypes;
  private final JsonRows json;
  private final ObjectRows rows;

  JsonReader(Set<String> mediaTypes, JsonRows json, ObjectRows rows) {
    this.mediaTypes = mediaTypes;
    this.json = json;
    this.rows = rows;
  }

  @Override
  public boolean reads(Body body) {
    return mediaTypes.contains(body.mediaType());
  }

  @Override
  public void read(Body body, Consumer<Incoming> sink) {
    byte[] bytes = body.bytes();
    try (JsonParser parser = json.parser(bytes, 0, bytes.length)) {
      switch (parser.nextToken()) {
        case null -> throw new BrokenBodyException("The body is empty", 1, 1);
        case START_ARRAY -> elements(parser, bytes, sink);
        case START_OBJECT -> sink.accept(element(parser, bytes, 0));
        default ->
            throw new BrokenBodyException("The body is neither an object nor an array", 1, 1);
      }
      if (parser.nextToken() != null) {
        throw new BrokenBodyException(
            "Something follows the JSON document; objects line by line are application/x-ndjson",
            parser.currentTokenLocation().getLineNr(),
            parser.currentTokenLocation().getColumnNr());
      }
    } catch (JacksonException e) {
      throw json.broken(e);
    }
  }

  private void elements(JsonParser parser, byte[] bytes, Consumer<Incoming> sink) {
    for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
      sink.accept(element(parser, bytes, position));
    }
  }

  private Incoming element(JsonParser parser, byte[] bytes, int position) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      Fault fault = new Fault("", json.found(parser), "a JSON object");
      return new Incoming.Unreadable(position, slice(parser, bytes, from), fault);
    }
    ObjectRows.Reading reading = rows.read(parser);
    Slice content = slice(parser, bytes, from);
    if (json.isTooLong(content)) {
      return new Incoming.Unreadable(position, content, json.tooLong(content));
    }
    return switch (reading) {
      case ObjectRows.Fields(var fields, var attributes) ->
          json.row(position, content, fields, attributes);
      case ObjectRows.Faulty(Fault fault) -> new Incoming.Unreadable(position, content, fault);
    };
  }

  private static Slice slice(JsonParser parser, byte[] bytes, int from) {
    parser.finishToken();
    return new Slice(bytes, from, (int) parser.currentLocation().getByteOffset());
  }
}
