package io.millrace.ingestion.land;

import io.millrace.event.Feature;
import io.millrace.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a file: those of the problem's schema, and whatever else its events hold. The
 * problem may have been stated anew a moment ago, with one of the two not yet known here: nothing
 * that was accepted is lost for that.
 */
final class FileSchema {

  private static final List<String> EVENT_COLUMNS =
      List.of(
          "event_id VARCHAR",
          "event_time TIMESTAMP",
          "entity VARCHAR",
          "correlation_id VARCHAR",
          "\"partition\" INTEGER",
          "\"offset\" BIGINT");
  private static final Set<String> RESERVED =
      Set.of("event_id", "event_time", "entity", "correlation_id", "partition", "offset");

  private FileSchema() {}

  /** The feature columns. DuckDB tells no upper case from lower: of two such names one stays. */
  static List<Column> features(Optional<Problem> problem, List<LandRow> rows) {
    Map<String, Column> columns = new TreeMap<>();
    List<Column> ordered = new ArrayList<>();
    Stream<Column> known =
        problem.stream()
            .flatMap(p -> p.data().features().features().stream())
            .map((Feature feature) -> Column.of(feature));
    Stream<Column> sent =
        rows.stream()
            .filter(LandRow.EventRow.class::isInstance)
            .flatMap(row -> ((LandRow.EventRow) row).event().values().entrySet().stream())
            .filter(entry -> entry.getValue() != null)
            .map(entry -> Column.of(entry.getKey(), entry.getValue()));
    Stream.concat(known, sent)
        .forEach(
            column -> {
              String key = column.name().toLowerCase(Locale.ROOT);
              if (!RESERVED.contains(key) && columns.putIfAbsent(key, column) == null) {
                ordered.add(column);
              }
            });
    return ordered;
  }

  static Column truth(Optional<Problem> problem, List<LandRow> rows) {
    return problem
        .map(
            p ->
                new Column(
                    "value",
                    p.define().task().isOfNumbers() ? Column.Type.NUMBER : Column.Type.TEXT))
        .orElseGet(() -> Column.of("value", ((LandRow.TruthRow) rows.getFirst()).truth().value()));
  }

  static String events(List<Column> features) {
    return Stream.concat(EVENT_COLUMNS.stream(), features.stream().map(Column::definition))
        .collect(Collectors.joining(", "));
  }

  static String truths(Column value) {
    return "event_id VARCHAR, %s, arrived_at TIMESTAMP, \"partition\" INTEGER, \"offset\" BIGINT"
        .formatted(value.definition());
  }
}
