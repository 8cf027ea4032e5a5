package io.millrace.ingestion.land;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Looks into Parquet files as a stranger would. */
public final class Parquet {

  private Parquet() {}

  /** Each row of an answer, its columns joined by a blank; {@code FILES} stands for a glob. */
  public static List<String> query(Path glob, String sql) {
    String files = "read_parquet('%s', union_by_name = true)".formatted(glob);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.replace("FILES", files))) {
      List<String> answer = new ArrayList<>();
      while (rows.next()) {
        StringJoiner row = new StringJoiner(" ");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getObject(i)));
        }
        answer.add(row.toString());
      }
      return answer;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
