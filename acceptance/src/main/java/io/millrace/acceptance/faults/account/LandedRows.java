package io.millrace.acceptance.faults.account;

import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.acceptance.faults.part.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of landed files, each of which is fetched and read once since it never changes. */
final class LandedRows implements AutoCloseable {

  private final Store store;
  private final Path copies;
  private final Connection duckdb;
  private final Map<String, List<Row>> byFile = new HashMap<>();

  private final List<String> unreadable = new ArrayList<>();

  private record Row(String id, Spot spot) {}

  LandedRows(Store store, Path copies) {
    this.store = store;
    this.copies = copies;
    try {
      duckdb = DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new HarnessFailure("no DuckDB: " + e.getMessage(), e);
    }
  }

  /**
   * Adds the rows of files to a tally; a file that is named twice counts twice.
   *
   * @param paths in the store
   */
  void addTo(Tally tally, List<String> paths) {
    paths.forEach(
        path ->
            byFile
                .computeIfAbsent(path, this::read)
                .forEach(row -> tally.add(row.id(), row.spot())));
  }

  /** Files that are no Parquet, or not whole. */
  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  private List<Row> read(String path) {
    Path file = copies.resolve(path.replace('/', '_'));
    store.copy(path, file);
    List<Row> rows = new ArrayList<>();
    String query =
        "SELECT event_id, \"partition\", \"offset\" FROM read_parquet('%s')"
            .formatted(file.toString().replace("'", "''"));
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(new Row(result.getString(1), new Spot(path, result.getInt(2), result.getLong(3))));
      }
      Files.delete(file);
    } catch (SQLException e) {
      unreadable.add("%s is not readable: %s".formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      duckdb.close();
    } catch (SQLException e) {
      throw new HarnessFailure("DuckDB: " + e.getMessage(), e);
    }
  }
}
