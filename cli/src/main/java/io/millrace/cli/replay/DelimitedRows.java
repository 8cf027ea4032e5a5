package io.millrace.cli.replay;

import io.millrace.cli.connect.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lines of fields under a header. Where the rows have one field more than the header, that field is
 * R's name of the row and is left out; an empty one at the end is a delimiter too many.
 */
final class DelimitedRows implements Rows {

  private final Path file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private @Nullable Boolean rowNames;
  private long lineOfNext;

  private DelimitedRows(Path file, CSVParser parser) {
    this.file = file;
    this.parser = parser;
    this.records = parser.iterator();
    this.columns = header();
    this.lineOfNext = parser.getCurrentLineNumber() + 1;
  }

  static DelimitedRows read(Path file, Reader text, char delimiter) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    return new DelimitedRows(file, CSVParser.parse(text, format));
  }

  @Override
  public Optional<List<String>> columns() {
    return Optional.of(columns);
  }

  @Override
  public Optional<Row> next() {
    return nextRecord().map(this::row);
  }

  private Row row(CSVRecord fields) {
    long line = lineOfNext;
    lineOfNext = parser.getCurrentLineNumber() + 1;
    int first = first(fields);
    int last = first == 0 && endsEmpty(fields) ? fields.size() - 1 : fields.size();
    if (last - first != columns.size()) {
      return new Row.Broken(
          line,
          fields.size() + " fields",
          "%d, as the header has".formatted(columns.size() + first));
    }
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), fields.get(first + i));
    }
    return new Row.Fields(line, true, values);
  }

  /** The index of the field that belongs to the first column; settled by the first row. */
  private int first(CSVRecord fields) {
    if (rowNames == null) {
      rowNames = fields.size() == columns.size() + 1 && !endsEmpty(fields);
    }
    return rowNames ? 1 : 0;
  }

  private boolean endsEmpty(CSVRecord fields) {
    return fields.size() == columns.size() + 1 && fields.get(fields.size() - 1).isBlank();
  }

  private List<String> header() {
    List<String> names =
        nextRecord().map(record -> record.stream().map(String::strip).toList()).orElse(List.of());
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw CommandFailure.misused(
            "%s has two columns called '%s'; allowed: a header of different names"
                .formatted(file, name));
      }
    }
    return names;
  }

  private Optional<CSVRecord> nextRecord() {
    try {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(
          "%s cannot be read from line %d on: %s".formatted(file, lineOfNext, e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
