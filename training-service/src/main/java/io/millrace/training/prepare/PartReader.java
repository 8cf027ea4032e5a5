package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads labelled rows in the order of time.
 *
 * @param features the first ones of the rows' schema, or all
 * @param classes in order; empty for numbers
 */
record PartReader(LabelledRows from, Schema features, List<String> classes) {

  private static final int FIRST_FEATURE = 3;

  Part read(Rows rows) {
    int count = (int) from.count(rows);
    RowBatch batch = new RowBatch(features, count);
    double[] targets = new double[count];
    from.database()
        .forEach(
            "SELECT epoch_ms(moment), target, %s FROM %s WHERE %s ORDER BY nr"
                .formatted(columns(), LabelledRows.TABLE, rows.where()),
            row -> {
              batch.open(row.getLong(1));
              fill(batch, row);
              targets[batch.size() - 1] = target(row, 2, classes);
            });
    return new Part(batch, targets);
  }

  /** A class's position or a number; NaN where there is none. */
  static double target(ResultSet row, int column, List<String> classes) throws SQLException {
    if (!classes.isEmpty()) {
      String label = row.getString(column);
      return label == null ? Double.NaN : classes.indexOf(label);
    }
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private String columns() {
    return IntStream.range(0, features.features().size())
        .mapToObj(i -> "f" + i)
        .collect(Collectors.joining(", "));
  }

  private static void fill(RowBatch batch, ResultSet row) throws SQLException {
    List<Feature> features = batch.schema().features();
    for (int i = 0; i < features.size(); i++) {
      int column = i + FIRST_FEATURE;
      switch (features.get(i)) {
        case Feature.Category _ -> batch.setCategory(i, row.getString(column));
        case Feature.Number _ -> {
          double value = row.getDouble(column);
          if (!row.wasNull()) {
            batch.setNumber(i, value);
          }
        }
        case Feature.Bool _ -> {
          boolean value = row.getBoolean(column);
          if (!row.wasNull()) {
            batch.setBool(i, value);
          }
        }
      }
    }
  }
}
