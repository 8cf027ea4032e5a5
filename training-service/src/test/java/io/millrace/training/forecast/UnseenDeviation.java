package io.millrace.training.forecast;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The deviation that published results on ETTh1 are standardised by: that of its first year. */
final class UnseenDeviation {

  private UnseenDeviation() {}

  static double of(String file, int rows) {
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT stddev_pop(OT) FROM (FROM read_csv('%s') ORDER BY date LIMIT %d)"
                    .formatted(file, rows))) {
      result.next();
      return result.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
