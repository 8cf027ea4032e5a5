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

/** DuckDB in this process and in memory: it writes the files and looks into them. */
final class Database implements AutoCloseable {

  private final DuckDBConnection connection;

  Database() {
    try {
      Properties settings = new Properties();
      settings.setProperty("threads", "1");
      settings.setProperty("memory_limit", "512MB");
      Connection opened = DriverManager.getConnection("jdbc:duckdb:", settings);
      connection = opened.unwrap(DuckDBConnection.class);
      // Parquet is built in; nothing is ever fetched.
      run("SET autoinstall_known_extensions = false");
    } catch (SQLException e) {
      throw failed("open a database in memory", e);
    }
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  DuckDBAppender appender(String table) throws SQLException {
    return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
  }

  /** Reads each row of an answer. */
  void query(String sql, RowConsumer consumer) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        consumer.accept(rows);
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("close the database in memory", e);
    }
  }

  static UncheckedIOException failed(String what, SQLException e) {
    return new UncheckedIOException(new IOException("cannot " + what, e));
  }

  @FunctionalInterface
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }
}
