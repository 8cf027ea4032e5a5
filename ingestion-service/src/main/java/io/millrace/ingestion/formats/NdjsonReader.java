package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.Fault;
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

  private final JsonRows rows;

  NdjsonReader(JsonRows rows) {
    this.rows = rows;
  }

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

  private Incoming line(byte[] bytes, int from, int to, int position) {
    Slice content = new Slice(bytes, from, to);
    if (rows.isTooLong(content)) {
      return new Incoming.Unreadable(position, content, rows.tooLong(content));
    }
    try (JsonParser parser = rows.parser(bytes, from, to)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return unreadable(position, content, rows.found(parser));
      }
      var fields = rows.object(parser);
      return parser.nextToken() == null
          ? rows.row(position, content, fields, Attributes.NONE)
          : unreadable(position, content, "more than one value");
    } catch (JacksonException e) {
      return unreadable(position, content, "broken JSON: " + rows.reason(e));
    }
  }

  private static Incoming unreadable(int position, Slice content, String found) {
    return new Incoming.Unreadable(position, content, new Fault("", found, "a JSON object"));
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
