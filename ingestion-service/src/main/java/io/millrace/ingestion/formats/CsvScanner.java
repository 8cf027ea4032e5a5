package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.RowBounds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the records of a CSV body apart (RFC 4180, lines ending in LF or CRLF). A record with a
 * quote that never closes is broken, and the scan goes on with the next line, so that it does not
 * swallow those after it.
 */
final class CsvScanner {

  /** Quoted text may span lines, but not so many that a stray quote costs a second look at all. */
  private static final int MAX_LINES = 16;

  private static final Fault QUOTES =
      new Fault("", "a quote that does not enclose its field", "fields as RFC 4180 has them");

  private final byte[] bytes;
  private final RowBounds bounds;
  private int at;

  CsvScanner(byte[] bytes, RowBounds bounds) {
    this.bytes = bytes;
    this.bounds = bounds;
    this.at = ByteOrderMark.length(bytes);
  }

  /** One line or more; empty lines are no records. */
  sealed interface Scanned {
    int from();

    int to();
  }

  record Fields(int from, int to, List<String> values) implements Scanned {}

  record Broken(int from, int to, Fault fault) implements Scanned {}

  /** The next one; null at the end. */
  @Nullable Scanned next() {
    while (at < bytes.length && (bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    return at < bytes.length ? scan() : null;
  }

  private Scanned scan() {
    int from = at;
    List<String> values = new ArrayList<>();
    while (true) {
      @Nullable String value = at < bytes.length && bytes[at] == '"' ? quoted() : plain();
      if (value == null) {
        at = from;
        return broken(from, QUOTES);
      }
      if (at - from > bounds.maxBytes()) {
        int to = lineEnd();
        return broken(from, bounds.tooLong(to - from));
      }
      values.add(value);
      if (at >= bytes.length || bytes[at] != ',') {
        return new Fields(from, endOfLine(), values);
      }
      at++;
    }
  }

  private String plain() {
    int from = at;
    while (at < bytes.length && bytes[at] != ',' && bytes[at] != '\n') {
      at++;
    }
    if (at - from > bounds.maxBytes()) {
      return "";
    }
    boolean crlf = at > from && bytes[at - 1] == '\r' && (at == bytes.length || bytes[at] == '\n');
    return new String(bytes, from, (crlf ? at - 1 : at) - from, StandardCharsets.UTF_8);
  }

  /** A quoted value, at whose end a separator stands; null where there is none. */
  private @Nullable String quoted() {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    int lines = 0;
    for (at++; at < bytes.length; at++) {
      if (bytes[at] != '"') {
        lines += bytes[at] == '\n' ? 1 : 0;
        if (lines > MAX_LINES || value.size() > bounds.maxBytes()) {
          return null;
        }
        value.write(bytes[at]);
      } else if (at + 1 < bytes.length && bytes[at + 1] == '"') {
        value.write(bytes[at++]);
      } else {
        at++;
        return separated() ? value.toString(StandardCharsets.UTF_8) : null;
      }
    }
    return null;
  }

  private boolean separated() {
    if (at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n') {
      at++;
    }
    return at >= bytes.length || bytes[at] == ',' || bytes[at] == '\n' || bytes[at] == '\r';
  }

  /** Ends with the line that the scan stands in. */
  private Broken broken(int from, Fault fault) {
    lineEnd();
    return new Broken(from, endOfLine(), fault);
  }

  private int lineEnd() {
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Where the line's text ends; the scan then stands behind its line feed. */
  private int endOfLine() {
    int to = at;
    at++;
    return to > 0 && bytes[to - 1] == '\r' ? to - 1 : to;
  }
}
