package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Found;
import io.millrace.ingestion.accept.Incoming;
import io.millrace.ingestion.accept.RowReader;
import io.millrace.ingestion.accept.Slice;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A JSON object a line. A broken line is refused alone; a blank one is none. */
final class NdjsonReader implements RowReader {

  private static final Set<String> MEDIA_TYPES =
      Set.of("application/x-ndjson", "application/ndjson", "application/jsonl");

  @Override
  public boolean reads(Body body) {
    return MEDIA_TYPES.contains(body.mediaType());
  }

  @Override
  public void read(Body body, Consumer<Incoming> sink) {
    byte[] bytes = body.bytes();
    int position = 0;
    for (int from = ByteOrderMark.length(bytes); from < bytes.length; ) {
      int to = lineEnd(bytes, from);
      if (!isBlank(bytes, from, to)) {
        sink.accept(line(bytes, from, to, position++));
      }
      from = to + 1;
    }
  }

  private static Incoming line(byte[] bytes, int from, int to, int position) {
    Slice content = new Slice(bytes, from, to);
    try (JsonParser parser = JsonRows.parser(bytes, from, to)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return unreadable(position, content, found(parser));
      }
      var fields = JsonRows.object(parser);
      return parser.nextToken() == null
          ? new Incoming.Row(position, content, fields, false, Attributes.NONE)
          : unreadable(position, content, "more than one value");
    } catch (JacksonException e) {
      return unreadable(position, content, "broken JSON: " + JsonRows.reason(e));
    }
  }

  private static Incoming unreadable(int position, Slice content, String found) {
    return new Incoming.Unreadable(position, content, new Fault("", found, "a JSON object"));
  }

  /** Names the value that a parser stands at, and passes over it. */
  static String found(JsonParser parser) {
    return parser.currentToken() == null ? "nothing" : Found.of(JsonRows.value(parser));
  }

  private static int lineEnd(byte[] bytes, int from) {
    int to = from;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    return to;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
