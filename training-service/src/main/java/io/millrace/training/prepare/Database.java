package io.millrace.training.prepare;

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
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** One DuckDB in memory, of one thread, so that sums come out the same each time. */
final class Database implements AutoCloseable {

  private final Connection connection;

  Database(Limits limits) {
    Path spill = limits.spill().toAbsolutePath().resolve(UUID.randomUUID().toString());
    try {
      Files.createDirectories(limits.spill());
      connection = DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + limits.spill(), e);
    }
    run("SET threads = 1");
    run("SET memory_limit = " + Sql.text(limits.memory()));
    run("SET temp_directory = " + Sql.text(spill.toString()));
  }

  void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** Reads a result row by row. */
  <T> List<T> rows(String sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    forEach(sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  void forEach(String sql, RowVisitor visitor) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        visitor.visit(result);
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** Fills a table of one column. */
  void append(String table, long[] values) {
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", table)) {
      for (long value : values) {
        appender.beginRow();
        appender.append(value);
        appender.endRow();
      }
    } catch (SQLException e) {
      throw failed("append to " + table, e);
    }
  }

  long count(String sql) {
    return rows(sql, row -> row.getLong(1)).getFirst();
  }

  private static IllegalStateException failed(String sql, SQLException e) {
    String start = sql.length() > 300 ? sql.substring(0, 300) + "…" : sql;
    return new IllegalStateException("DuckDB: %s in: %s".formatted(e.getMessage(), start), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close", e);
    }
  }

  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }
}
