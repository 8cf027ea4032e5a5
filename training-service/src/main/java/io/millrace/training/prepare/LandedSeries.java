package io.millrace.training.prepare;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Landed events with their true values, as series by key.
 *
 * @param series in the order of their keys
 * @param landed events, resent ones included
 * @param duplicates events resent under the same id, and left out
 * @param values in all series
 */
public record LandedSeries(List<Observed> series, long landed, long duplicates, long values) {

  public LandedSeries {
    series = List.copyOf(series);
  }

  /**
   * One series as it was observed.
   *
   * @param millis the times of the values, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
  public record Observed(String key, long[] millis, double[] values) {}

  /**
   * Reads them. An event's entity is its key; where the problem names none, all have the same.
   *
   * @param since true values that came before are of something else
   */
  public static LandedSeries read(
      List<Path> events, List<Path> truths, Optional<Instant> since, Limits limits) {
    if (events.isEmpty() || truths.isEmpty()) {
      return new LandedSeries(List.of(), 0, 0, 0);
    }
    try (Database database = new Database(limits)) {
      database.run(Joining.truthTable(truths, since));
      database.run(observed(events));
      long all = database.count("SELECT count(*) FROM observed WHERE value IS NOT NULL");
      return new LandedSeries(
          series(database, all, limits.mostRows()),
          database.count("SELECT count(*) FROM observed"),
          database.count("SELECT count(*) FROM observed WHERE copy > 1"),
          Math.min(all, limits.mostRows()));
    }
  }

  private static String observed(List<Path> events) {
    return """
        CREATE TABLE observed AS
        SELECT landed.*, CASE WHEN copy = 1 AND isfinite(TRY_CAST(truth.value AS DOUBLE))
                              THEN TRY_CAST(truth.value AS DOUBLE) END AS value
        FROM (SELECT event_id, entity AS series, epoch_ms(event_time) AS millis,
                     "partition" AS part, "offset" AS pos,
                     row_number() OVER (PARTITION BY event_id ORDER BY "partition", "offset") AS copy
              FROM %s) AS landed
        LEFT JOIN truth ON landed.event_id = truth.event_id"""
        .formatted(Sql.parquet(events));
  }

  private static List<Observed> series(Database database, long all, int most) {
    List<Observed> series = new ArrayList<>();
    Column column = new Column();
    database.forEach(
        """
        SELECT series, millis, value FROM (
          SELECT *, row_number() OVER (ORDER BY millis, part, pos, event_id) AS nr
          FROM observed WHERE value IS NOT NULL)
        WHERE nr > %d ORDER BY series, nr"""
            .formatted(all - Math.min(all, most)),
        row -> {
          String key = row.getString(1);
          if (column.size > 0 && !column.key.equals(key)) {
            series.add(column.take());
          }
          column.add(key, row.getLong(2), row.getDouble(3));
        });
    if (column.size > 0) {
      series.add(column.take());
    }
    return series;
  }

  /** A series in the making. */
  private static final class Column {
    private String key = "";
    private long[] millis = new long[1024];
    private double[] values = new double[1024];
    private int size;

    void add(String to, long time, double value) {
      key = to;
      if (size == millis.length) {
        millis = java.util.Arrays.copyOf(millis, 2 * size);
        values = java.util.Arrays.copyOf(values, 2 * size);
      }
      millis[size] = time;
      values[size++] = value;
    }

    Observed take() {
      Observed taken =
          new Observed(
              key, java.util.Arrays.copyOf(millis, size), java.util.Arrays.copyOf(values, size));
      size = 0;
      return taken;
    }
  }
}
