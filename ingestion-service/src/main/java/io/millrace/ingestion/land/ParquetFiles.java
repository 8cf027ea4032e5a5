package io.millrace.ingestion.land;

import io.millrace.event.Event;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes rows into Parquet files, and finds out what a file holds. */
final class ParquetFiles {

  /** Under this key a file's metadata says what it follows. */
  private static final String AFTER = "millrace_after";

  private final Database database;

  ParquetFiles(Database database) {
    this.database = database;
  }

  /**
   * What a file spans.
   *
   * @param after what it was made to follow; -1 where it does not say
   * @param correlationId of the last event; empty for ground truth, which has none
   */
  record Span(long firstOffset, long lastOffset, long rows, long after, String correlationId) {}

  /** Writes rows in their order; the file is replaced. */
  void write(Source source, long after, List<LandRow> rows, Optional<Problem> problem, Path file) {
    try {
      switch (source.kind()) {
        case EVENTS -> writeEvents(source.partition(), rows, FileSchema.features(problem, rows));
        case GROUND_TRUTH -> writeTruths(source.partition(), rows, FileSchema.truth(problem, rows));
      }
      database.run(
          "COPY landing TO %s (FORMAT parquet, COMPRESSION zstd, KV_METADATA {%s: '%d'})"
              .formatted(Sql.text(file), AFTER, after));
      database.run("DROP TABLE landing");
    } catch (SQLException e) {
      throw Database.failed("write " + file, e);
    }
  }

  private void writeEvents(int partition, List<LandRow> rows, List<Column> features)
      throws SQLException {
    database.run("CREATE OR REPLACE TABLE landing (%s)".formatted(FileSchema.events(features)));
    database.append(
        "landing",
        appender -> {
          for (LandRow row : rows) {
            Event event = ((LandRow.EventRow) row).event();
            appender.beginRow();
            appender.append(event.id().value());
            appender.appendEpochMicros(micros(event.time()));
            appender.append(event.entity());
            appender.append(event.correlationId());
            appender.append(partition);
            appender.append(row.offset());
            for (Column feature : features) {
              feature.append(event.values().get(feature.name()), appender);
            }
            appender.endRow();
          }
        });
  }

  private void writeTruths(int partition, List<LandRow> rows, Column value) throws SQLException {
    database.run("CREATE OR REPLACE TABLE landing (%s)".formatted(FileSchema.truths(value)));
    database.append(
        "landing",
        appender -> {
          for (LandRow row : rows) {
            LandRow.TruthRow truth = (LandRow.TruthRow) row;
            appender.beginRow();
            appender.append(truth.event().value());
            value.append(truth.truth().value(), appender);
            appender.appendEpochMicros(micros(truth.arrivedAt()));
            appender.append(partition);
            appender.append(row.offset());
            appender.endRow();
          }
        });
  }

  Span inspect(Kind kind, Path file) {
    String correlation = kind == Kind.EVENTS ? "max_by(correlation_id, \"offset\")" : "''";
    List<Span> found = new ArrayList<>();
    try {
      long after = after(file);
      database.query(
          "SELECT min(\"offset\"), max(\"offset\"), count(*), %s FROM read_parquet(%s)"
              .formatted(correlation, Sql.text(file)),
          row ->
              found.add(
                  new Span(
                      row.getLong(1), row.getLong(2), row.getLong(3), after, row.getString(4))));
    } catch (SQLException e) {
      throw Database.failed("read " + file, e);
    }
    return found.getFirst();
  }

  private long after(Path file) throws SQLException {
    List<Long> found = new ArrayList<>(List.of(-1L));
    database.query(
        "SELECT decode(value) FROM parquet_kv_metadata(%s) WHERE decode(key) = '%s'"
            .formatted(Sql.text(file), AFTER),
        row -> found.add(Long.valueOf(row.getString(1))));
    return found.getLast();
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }
}
