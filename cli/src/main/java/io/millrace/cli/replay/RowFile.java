package io.millrace.cli.replay;

import io.millrace.cli.connect.CommandFailure;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a file of rows, and tells from its first characters what it is. */
final class RowFile {

  private static final int HEAD = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final String ALLOWED =
      "CSV, TSV (both with a header line) or one JSON object a line, plain or gzipped";

  private RowFile() {}

  static Rows open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.misused("there is no file " + file);
    }
    BufferedReader text =
        new BufferedReader(new InputStreamReader(bytes(file), StandardCharsets.UTF_8), 2 * HEAD);
    try {
      return rows(file, text);
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  private static Rows rows(Path file, BufferedReader text) throws IOException {
    String head = head(text);
    if (head.isBlank()) {
      throw CommandFailure.misused(file + " is empty; allowed: " + ALLOWED);
    }
    if (head.indexOf('\0') >= 0) {
      throw CommandFailure.misused(file + " is no text; allowed: " + ALLOWED);
    }
    return switch (head.strip().charAt(0)) {
      case '{' -> new NdjsonRows(text);
      case '[' -> throw CommandFailure.misused(file + " is one JSON array; allowed: " + ALLOWED);
      default -> DelimitedRows.read(file, text, delimiter(head.stripLeading()));
    };
  }

  private static InputStream bytes(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzipped ? new GZIPInputStream(in) : in;
  }

  /** The first characters; the reader stands before them again, but after a byte order mark. */
  private static String head(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    text.mark(HEAD);
    char[] head = new char[HEAD];
    int length = 0;
    for (int read = 0; read >= 0 && length < HEAD; length += Math.max(read, 0)) {
      read = text.read(head, length, HEAD - length);
    }
    text.reset();
    return new String(head, 0, length);
  }

  /** What stands most often between the names of the header. */
  private static char delimiter(String head) {
    String header = head.lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
    char best = ',';
    for (char candidate : new char[] {'\t', ';'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
