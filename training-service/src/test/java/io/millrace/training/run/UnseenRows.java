package io.millrace.training.run;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows of a query that are scored as events are, with their labels. */
record UnseenRows(RowBatch rows, List<String> labels) {

  /**
   * @param query event_time, target and the features
   */
  static UnseenRows read(String query, Schema schema) {
    RowBatch rows = new RowBatch(schema, 1000);
    List<String> labels = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT *, epoch_ms(event_time) AS millis FROM (%s) ORDER BY event_time"
                    .formatted(query))) {
      while (result.next()) {
        rows.open(result.getLong("millis"));
        labels.add(result.getString("target"));
        for (int i = 0; i < schema.features().size(); i++) {
          String name = schema.features().get(i).name();
          switch (schema.features().get(i)) {
            case Feature.Number _ -> rows.setNumber(i, result.getDouble(name));
            case Feature.Category _ -> rows.setCategory(i, result.getString(name));
            case Feature.Bool _ -> rows.setBool(i, result.getBoolean(name));
          }
        }
      }
      return new UnseenRows(rows, labels);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The share of a query's rows from a time on. */
  static double shareSince(String query, String time) {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT avg(CAST(event_time >= TIMESTAMP '%s' AS INTEGER)) FROM (%s)"
                    .formatted(time, query))) {
      result.next();
      return result.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
