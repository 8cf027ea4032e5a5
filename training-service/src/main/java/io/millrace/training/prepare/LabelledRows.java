package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Task;
import io.millrace.scoring.features.RowBatch;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Landed events joined with their ground truth, each event once, in the order of time: row 0 is the
 * oldest. Features are columns {@code f0}, {@code f1}, … in the order of the schema.
 */
final class LabelledRows implements AutoCloseable {

  static final String TABLE = "labelled";

  private final Database database;
  private final Schema schema;
  private final Task task;
  private final long landed;
  private final long duplicates;
  private final long first;
  private final long end;

  /**
   * @param schema the features to read; one that no file has is missing everywhere
   * @param since ground truths that came before are left out
   */
  LabelledRows(
      Schema schema,
      Task task,
      List<Path> events,
      List<Path> truths,
      Optional<Instant> since,
      Limits limits) {
    this.schema = schema;
    this.task = task;
    this.database = new Database(limits);
    database.run(truthTable(truths, since));
    database.run(landedTable(events));
    database.run(joined());
    landed = database.count("SELECT count(*) FROM landed");
    duplicates = database.count("SELECT count(*) FROM landed WHERE copy > 1");
    end = database.count("SELECT count(*) FROM " + TABLE);
    first = Math.max(0, end - limits.mostRows());
  }

  /** The latest ground truth of an event counts. */
  private static String truthTable(List<Path> files, Optional<Instant> since) {
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
               row_number() OVER (PARTITION BY event_id ORDER BY "partition", "offset") AS copy,
               %s
        FROM %s"""
        .formatted(columns, source);
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
    String target = task == Task.REGRESSION ? "TRY_CAST(value AS DOUBLE)" : "value";
    return """
        CREATE TABLE %s AS
        SELECT row_number() OVER (ORDER BY moment, part, pos, event_id) - 1 AS nr, *
        FROM (SELECT landed.*, %s AS target
              FROM landed JOIN truth ON landed.event_id = truth.event_id WHERE copy = 1)
        WHERE target IS NOT NULL %s
        ORDER BY nr"""
        .formatted(TABLE, target, task == Task.REGRESSION ? "AND isfinite(target)" : "");
  }

  Database database() {
    return database;
  }

  Schema schema() {
    return schema;
  }

  /** The first row to use. */
  long first() {
    return first;
  }

  /** One past the last row. */
  long end() {
    return end;
  }

  /** Landed events, resent ones included. */
  long landed() {
    return landed;
  }

  /** Landed events that were there before under the same id. */
  long duplicates() {
    return duplicates;
  }

  /** The first row that is not before a time. */
  long firstSince(Instant time) {
    return database.count(
        "SELECT count(*) FROM %s WHERE epoch_ms(moment) < %d"
            .formatted(TABLE, time.toEpochMilli()));
  }

  /** How many rows within [{@code from}, {@code to}) each label has, in alphabetical order. */
  TreeMap<String, Long> labels(long from, long to) {
    TreeMap<String, Long> labels = new TreeMap<>();
    database.forEach(
        "SELECT target, count(*) FROM %s WHERE %s GROUP BY target"
            .formatted(TABLE, within(from, to)),
        row -> labels.put(row.getString(1), row.getLong(2)));
    return labels;
  }

  static String within(long from, long to) {
    return "nr >= %d AND nr < %d".formatted(from, to);
  }

  /**
   * Reads the rows within [{@code from}, {@code to}).
   *
   * @param features the first ones of the schema, or all
   * @param classes in order; empty for numbers
   */
  Part read(Schema features, long from, long to, List<String> classes) {
    RowBatch batch = new RowBatch(features, (int) (to - from));
    double[] targets = new double[(int) (to - from)];
    database.forEach(
        "SELECT epoch_ms(moment), target, %s FROM %s WHERE %s ORDER BY nr"
            .formatted(columns(features), TABLE, within(from, to)),
        row -> {
          batch.open(row.getLong(1));
          fill(batch, row);
          targets[batch.size() - 1] =
              classes.isEmpty() ? row.getDouble(2) : classes.indexOf(row.getString(2));
        });
    return new Part(batch, targets);
  }

  private static String columns(Schema features) {
    return IntStream.range(0, features.features().size())
        .mapToObj(i -> "f" + i)
        .collect(Collectors.joining(", "));
  }

  private static void fill(RowBatch batch, ResultSet row) throws SQLException {
    List<Feature> features = batch.schema().features();
    for (int i = 0; i < features.size(); i++) {
      int column = i + 3;
      switch (features.get(i)) {
        case Feature.Category _ -> batch.setCategory(i, row.getString(column));
        case Feature.Number _ -> {
          double value = row.getDouble(column);
          if (!row.wasNull()) {
            batch.setNumber(i, value);
          }
        }
        case Feature.Bool _ -> {
          boolean value = row.getBoolean(column);
          if (!row.wasNull()) {
            batch.setBool(i, value);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
