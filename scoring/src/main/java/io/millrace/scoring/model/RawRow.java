package io.millrace.scoring.model;

import io.millrace.event.Feature;
import io.millrace.scoring.features.RowBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a batch by feature name, for writing down. */
final class RawRow {

  private RawRow() {}

  static Map<String, @Nullable Object> values(RowBatch rows, int row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<Feature> features = rows.schema().features();
    for (int i = 0; i < features.size(); i++) {
      Object value = value(rows, i, row);
      if (value != null) {
        values.put(features.get(i).name(), value);
      }
    }
    return values;
  }

  private static @Nullable Object value(RowBatch rows, int feature, int row) {
    if (rows.schema().features().get(feature) instanceof Feature.Category) {
      return rows.categories(feature)[row];
    }
    double number = rows.numbers(feature)[row];
    if (Double.isNaN(number)) {
      return null;
    }
    boolean bool = rows.schema().features().get(feature) instanceof Feature.Bool;
    return bool ? (Object) (number != 0) : (Object) number;
  }
}
