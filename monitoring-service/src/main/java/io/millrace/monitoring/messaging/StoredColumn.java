package io.millrace.monitoring.messaging;

import io.millrace.monitoring.compare.Column;
import io.millrace.monitoring.compare.NumberColumn;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.WordColumn;
import io.millrace.starter.messaging.MillraceJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of a window as it lies in the store, each under a key of its own: together they may be
 * more than one message of the store's changelog can hold.
 *
 * @param feature null for the model's answers, which come last if they are there
 * @param numbers whether it is of numbers
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
record StoredColumn(@Nullable String feature, boolean numbers, long missing, byte[] sketch) {

  private static final int FORMAT = 1;

  byte[] write() {
    return new Packer()
        .number(FORMAT)
        .text(feature)
        .number(numbers ? 1 : 0)
        .number(missing)
        .bytes(sketch)
        .bytes();
  }

  /** Also what an earlier Millrace has written. */
  static StoredColumn read(byte[] bytes) {
    if (Unpacker.isJson(bytes)) {
      return MillraceJson.mapper().readValue(bytes, StoredColumn.class);
    }
    Unpacker in = new Unpacker(bytes, FORMAT);
    return new StoredColumn(in.textOrNone(), in.number() == 1, in.number(), in.bytes());
  }

  static List<StoredColumn> of(Sample sample) {
    List<StoredColumn> columns = new ArrayList<>();
    sample.features().forEach((name, column) -> columns.add(of(name, column)));
    if (sample.output() != null) {
      columns.add(of(null, sample.output()));
    }
    return columns;
  }

  private static StoredColumn of(@Nullable String feature, Column column) {
    return new StoredColumn(
        feature, column instanceof NumberColumn, column.missing(), column.sketch());
  }

  static Sample sample(List<StoredColumn> columns) {
    Map<String, Column> features = new LinkedHashMap<>();
    Column output = null;
    for (StoredColumn stored : columns) {
      if (stored.feature() == null) {
        output = stored.column();
      } else {
        features.put(stored.feature(), stored.column());
      }
    }
    return new Sample(features, output);
  }

  private Column column() {
    return numbers ? NumberColumn.of(sketch, missing) : WordColumn.of(sketch, missing);
  }
}
