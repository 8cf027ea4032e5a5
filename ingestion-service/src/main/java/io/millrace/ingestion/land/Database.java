package io.millrace.ingestion.land;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB in this process and in memory: it writes the files and looks into them. It holds nothing
 * that lasts, so after any failure the next use begins with a new one: an engine that ran out of
 * memory refuses all that comes afterwards.
 */
final class Database implements AutoCloseable {

  private @Nullable DuckDBConnection connection;

  void run(String sql) throws SQLException {
    attempt(
        open -> {
          try (Statement statement = open.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** Fills a table through an appender. */
  void append(String table, Filling filling) throws SQLException {
    attempt(
        open -> {
          try (DuckDBAppender appender =
              open.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
            filling.fill(appender);
            return table;
          }
        });
  }

  /** Reads each row of an answer. */
  void query(String sql, RowConsumer consumer) throws SQLException {
    attempt(
        open -> {
          try (Statement statement = open.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              consumer.accept(rows);
            }
            return sql;
          }
        });
  }

  private <T> void attempt(Step<T> step) throws SQLException {
    boolean done = false;
    try {
      step.take(connection());
      done = true;
    } finally {
      if (!done) {
        renew();
      }
    }
  }

  private DuckDBConnection connection() throws SQLException {
    DuckDBConnection open = connection;
    if (open == null) {
      open = open();
      connection = open;
    }
    return open;
  }

  private static DuckDBConnection open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "512MB");
    Connection opened = DriverManager.getConnection("jdbc:duckdb:", settings);
    DuckDBConnection connection = opened.unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      // Parquet is built in; nothing is ever fetched.
      statement.execute("SET autoinstall_known_extensions = false");
    }
    return connection;
  }

  private void renew() {
    DuckDBConnection failed = connection;
    connection = null;
    try {
      if (failed != null) {
        failed.close();
      }
    } catch (SQLException e) {
      return; // it failed already, and is said to have
    }
  }

  @Override
  public void close() {
    renew();
  }

  static UncheckedIOException failed(String what, SQLException e) {
    return new UncheckedIOException(new IOException("cannot " + what, e));
  }

  @FunctionalInterface
  private interface Step<T> {
    T take(DuckDBConnection open) throws SQLException;
  }

  @FunctionalInterface
  interface Filling {
    void fill(DuckDBAppender appender) throws SQLException;
  }

  @FunctionalInterface
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }
}
