package io.millrace.cli.replay;

import io.millrace.cli.connect.CommandFailure;
import io.millrace.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a table in a file, with the types that the problem says. */
public final class TypedRows {

  private TypedRows() {}

  /** Whether a file is there and begins as no JSON does. */
  public static boolean isTable(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      while (first >= 0 && Character.isWhitespace(first)) {
        first = in.read();
      }
      return first >= 0 && first != '{' && first != '[';
    }
  }

  /**
   * Reads them.
   *
   * @param latest at most so many, the last of the file
   */
  public static List<Map<String, @Nullable Object>> read(Path file, Problem problem, int latest)
      throws IOException {
    Typing typing = new Typing(problem);
    Deque<Map<String, @Nullable Object>> rows = new ArrayDeque<>();
    try (Rows all = RowFile.open(file)) {
      for (Optional<Row> next = all.next(); next.isPresent(); next = all.next()) {
        if (rows.size() == latest) {
          rows.removeFirst();
        }
        rows.add(typed(typing, next.get(), file));
      }
    }
    return List.copyOf(rows);
  }

  private static Map<String, @Nullable Object> typed(Typing typing, Row row, Path file) {
    return switch (row) {
      case Row.Fields fields -> typing.typed(fields);
      case Row.Broken(long line, String found, String expected) ->
          throw CommandFailure.misused(
              "%s, line %d: found %s; expected %s".formatted(file, line, found, expected));
    };
  }
}
