package io.millrace.monitoring.messaging;

import io.millrace.monitoring.compare.Column;
import io.millrace.monitoring.compare.NumberColumn;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.WordColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of a window as it lies in the store, each under a key of its own: together they may be
 * more than one message of the store's changelog can hold.
 *
 * @param feature null for the model's answers, which come last
 * @param numbers whether it is of numbers
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
record StoredColumn(@Nullable String feature, boolean numbers, long missing, byte[] sketch) {

  static List<StoredColumn> of(Sample sample) {
    List<StoredColumn> columns = new ArrayList<>();
    sample.features().forEach((name, column) -> columns.add(of(name, column)));
    columns.add(of(null, sample.output()));
    return columns;
  }

  private static StoredColumn of(@Nullable String feature, Column column) {
    return new StoredColumn(
        feature, column instanceof NumberColumn, column.missing(), column.sketch());
  }

  static Sample sample(List<StoredColumn> columns) {
    Map<String, Column> features = new LinkedHashMap<>();
    for (StoredColumn stored : columns) {
      if (stored.feature() != null) {
        features.put(stored.feature(), stored.column());
      }
    }
    return new Sample(features, columns.getLast().column());
  }

  private Column column() {
    return numbers ? NumberColumn.of(sketch, missing) : WordColumn.of(sketch, missing);
  }
}
