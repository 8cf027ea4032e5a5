package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Incoming;
import io.millrace.ingestion.accept.RowBounds;
import io.millrace.ingestion.accept.RowReader;
import io.millrace.ingestion.accept.Slice;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated text under a header line. Where rows have one value more than the header, the
 * first is an unnamed row name, as R writes it, and is left out.
 */
final class CsvReader implements RowReader {

  private static final char NOT_UTF8 = '\uFFFD';

  private final RowBounds bounds;

  CsvReader(RowBounds bounds) {
    this.bounds = bounds;
  }

  @Override
  public boolean reads(Body body) {
    return body.mediaType().equals("text/csv");
  }

  @Override
  public void read(Body body, Consumer<Incoming> sink) {
    CsvScanner scanner = new CsvScanner(body.bytes(), bounds);
    List<String> header = header(scanner);
    int rowNames = -1;
    CsvScanner.@Nullable Scanned next;
    for (int position = 0; (next = scanner.next()) != null; position++) {
      if (rowNames < 0 && next instanceof CsvScanner.Fields fields) {
        rowNames = fields.values().size() == header.size() + 1 ? 1 : 0;
      }
      sink.accept(row(position, next, body.bytes(), header, rowNames));
    }
  }

  private List<String> header(CsvScanner scanner) {
    return switch (scanner.next()) {
      case null -> throw new BrokenBodyException("The body is empty", 1, 1);
      case CsvScanner.Broken broken ->
          throw new BrokenBodyException("The header line holds " + broken.fault().found(), 1, 1);
      case CsvScanner.Fields fields -> {
        List<String> names = fields.values().stream().map(String::strip).toList();
        if (names.size() > bounds.maxColumns()) {
          throw new BrokenBodyException(
              "The header line names %d fields; allowed: %d (max-columns)"
                  .formatted(names.size(), bounds.maxColumns()),
              1,
              1);
        }
        if (new HashSet<>(names).size() < names.size()) {
          throw new BrokenBodyException("The header line names a field twice", 1, 1);
        }
        yield names;
      }
    };
  }

  private static Incoming row(
      int position, CsvScanner.Scanned scanned, byte[] bytes, List<String> header, int rowNames) {
    Slice content = new Slice(bytes, scanned.from(), scanned.to());
    return switch (scanned) {
      case CsvScanner.Broken broken -> new Incoming.Unreadable(position, content, broken.fault());
      case CsvScanner.Fields(_, _, var values) when values.size() != header.size() + rowNames ->
          unreadable(
              position,
              content,
              "%d fields".formatted(values.size()),
              "%d fields, as in the header".formatted(header.size() + rowNames));
      case CsvScanner.Fields(_, _, var values)
          when values.stream().anyMatch(value -> value.indexOf(NOT_UTF8) >= 0) ->
          unreadable(position, content, "bytes that are no UTF-8", "UTF-8");
      case CsvScanner.Fields(_, _, var values) ->
          new Incoming.Row(
              position,
              content,
              fields(header, values.subList(rowNames, values.size())),
              true,
              Attributes.NONE);
    };
  }

  private static Map<String, @Nullable Object> fields(List<String> header, List<String> values) {
    Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(header.size());
    for (int i = 0; i < header.size(); i++) {
      fields.put(header.get(i), values.get(i));
    }
    return fields;
  }

  private static Incoming unreadable(int position, Slice content, String found, String expected) {
    return new Incoming.Unreadable(position, content, new Fault("", found, expected));
  }
}
