package io.millrace.training.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Words quoted for DuckDB. */
final class Sql {

  private Sql() {}

  static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String number(double value) {
    return "CAST('%s' AS DOUBLE)".formatted(value);
  }

  /** All files as one table; a column that a file lacks is null there. */
  static String parquet(List<Path> files) {
    return files.stream()
        .map(file -> text(file.toAbsolutePath().toString()))
        .collect(Collectors.joining(", ", "read_parquet([", "], union_by_name = true)"));
  }
}
