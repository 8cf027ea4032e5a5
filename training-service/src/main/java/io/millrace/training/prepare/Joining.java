package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the table of labelled rows out of landed files. */
record Joining(Database database, Schema schema, Problem problem) {

  private static final String JOINED = "joined";

  void join(List<Path> events, List<Path> truths, Optional<Instant> since) {
    database.run(truthTable(truths, since));
    database.run(landedTable(events));
    database.run(joined());
    database.run(split());
    database.run("DROP TABLE " + JOINED);
  }

  /** The same of events alone, each once: nothing is known of their targets. */
  void take(List<Path> events) {
    database.run(landedTable(events));
    database.run(
        """
        CREATE TABLE %s AS
        SELECT row_number() OVER (ORDER BY moment, part, pos, event_id) - 1 AS nr, *,
               CAST(NULL AS DOUBLE) AS target
        FROM landed WHERE copy = 1
        ORDER BY nr"""
            .formatted(LabelledRows.TABLE));
  }

  /** Landed events, resent ones included. */
  long landed() {
    return database.count("SELECT count(*) FROM landed");
  }

  /** Landed events that were there before under the same id. */
  long duplicates() {
    return database.count("SELECT count(*) FROM landed WHERE copy > 1");
  }

  /** The latest ground truth of an event counts. */
  static String truthTable(List<Path> files, Optional<Instant> since) {
    String counted =
        since.map(time -> "WHERE epoch_ms(arrived_at) >= " + time.toEpochMilli()).orElse("");
    return """
        CREATE TABLE truth AS
        SELECT event_id, value FROM (
          SELECT event_id, CAST(value AS VARCHAR) AS value,
                 row_number() OVER (PARTITION BY event_id
                   ORDER BY arrived_at DESC, "partition" DESC, "offset" DESC) AS age
          FROM %s %s) WHERE age = 1 AND value IS NOT NULL"""
        .formatted(Sql.parquet(files), counted);
  }

  private String landedTable(List<Path> files) {
    String source = Sql.parquet(files);
    Set<String> there =
        Set.copyOf(
            database.rows("DESCRIBE SELECT * FROM " + source, row -> lower(row.getString(1))));
    String columns =
        IntStream.range(0, schema.features().size())
            .mapToObj(i -> column(schema.features().get(i), there) + " AS f" + i)
            .collect(Collectors.joining(", "));
    return """
        CREATE TABLE landed AS
        SELECT event_id, event_time AS moment, "partition" AS part, "offset" AS pos,
               %s AS entity,
               row_number() OVER (PARTITION BY event_id ORDER BY "partition", "offset") AS copy,
               %s
        FROM %s"""
        .formatted(there.contains("entity") ? "entity" : "''", columns, source);
  }

  private static String column(Feature feature, Set<String> there) {
    String type =
        switch (feature) {
          case Feature.Number _ -> "DOUBLE";
          case Feature.Category _ -> "VARCHAR";
          case Feature.Bool _ -> "BOOLEAN";
        };
    String source = there.contains(lower(feature.name())) ? Sql.name(feature.name()) : "NULL";
    return "TRY_CAST(%s AS %s)".formatted(source, type);
  }

  /** DuckDB tells no upper case from lower in names. */
  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private String joined() {
    boolean number = problem.define().task().isOfNumbers();
    String target = number ? "TRY_CAST(value AS DOUBLE)" : "value";
    return """
        CREATE TABLE %s AS
        SELECT * FROM (SELECT landed.*, %s AS target
              FROM landed JOIN truth ON landed.event_id = truth.event_id WHERE copy = 1)
        WHERE target IS NOT NULL %s"""
        .formatted(JOINED, target, number ? "AND isfinite(target)" : "");
  }

  private String split() {
    Draw draw = new Draw(problem.prepare().holdout(), problem.train().seed(), JOINED);
    return """
        CREATE TABLE %s AS
        SELECT row_number() OVER (ORDER BY moment, part, pos, event_id) - 1 AS nr, *, %s AS held
        FROM %s
        ORDER BY nr"""
        .formatted(LabelledRows.TABLE, draw.held(), JOINED);
  }
}
