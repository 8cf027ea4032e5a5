package io.millrace.training;

import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Digest;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lands rows as ingestion does: Parquet files, and an asset that lists them. */
public final class Landing {

  private final BlobStore blobs;
  private final Path folder;
  private final ProblemName problem;

  /** When ground truths arrive, in SQL. */
  public String arrivedAt = "event_time";

  private long asset;
  private long rows;
  private long labels;

  public Landing(BlobStore blobs, Path folder, ProblemName problem) {
    this.blobs = blobs;
    this.folder = folder;
    this.problem = problem;
  }

  /**
   * Lands one asset of one file of events and one of their ground truths.
   *
   * @param query event_id, event_time, target and the features
   */
  public DataArrived land(String query) {
    asset++;
    LandedFile events =
        file(
            Kind.EVENTS,
            "data",
            rows,
            """
            SELECT event_id, event_time, 'room' AS entity, 'c-%d' AS correlation_id,
              CAST(0 AS INTEGER) AS "partition",
              CAST(row_number() OVER () - 1 + %d AS BIGINT) AS "offset",
              * EXCLUDE (event_id, event_time, target) FROM (%s)"""
                .formatted(asset, rows, query));
    LandedFile truths =
        file(
            Kind.GROUND_TRUTH,
            "ground-truth",
            labels,
            """
            SELECT event_id, target AS value, %s AS arrived_at,
              CAST(0 AS INTEGER) AS "partition",
              CAST(row_number() OVER () - 1 + %d AS BIGINT) AS "offset" FROM (%s)"""
                .formatted(arrivedAt, labels, query));
    rows += events.rows();
    labels += truths.rows();
    List<LandedFile> files = List.of(events, truths);
    blobs.create(
        "problems/%s/assets/%010d.json".formatted(problem, asset),
        MillraceJson.mapper()
            .writeValueAsBytes(
                Map.of(
                    "problem",
                    problem.value(),
                    "version",
                    asset,
                    "files",
                    files,
                    "totalRows",
                    rows,
                    "totalLabels",
                    labels,
                    "profile",
                    Map.of(),
                    "createdAt",
                    Instant.EPOCH,
                    "correlationId",
                    "c-" + asset)));
    return new DataArrived(problem, asset, files, rows, labels);
  }

  /** Goes on after what another has landed. */
  public void skip(long assets, long landed) {
    asset = assets;
    rows = landed;
    labels = landed;
  }

  private LandedFile file(Kind kind, String name, long first, String query) {
    try {
      Path local = Files.createTempFile(folder, "landing", ".parquet");
      long count;
      try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = duck.createStatement()) {
        statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, local));
        try (ResultSet result =
            statement.executeQuery("SELECT count(*) FROM read_parquet('%s')".formatted(local))) {
          result.next();
          count = result.getLong(1);
        }
      }
      String path = "problems/%s/%s/p0/%020d.parquet".formatted(problem, name, first);
      blobs.create(path, local);
      byte[] content = Files.readAllBytes(local);
      return new LandedFile(
          path, kind, 0, first, first + count - 1, count, content.length, Digest.of(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
