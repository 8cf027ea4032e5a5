package io.millrace.monitoring.messaging;

import io.millrace.event.Prediction;
import io.millrace.starter.messaging.MillraceJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Predictions that no sketch has taken in. Those that come together are kept together, in an entry
 * that has the place of the first: of the entries that there may be, those count that go on where
 * the one before ends.
 */
final class StoredRows {

  private static final int FORMAT = 1;

  private final KeyValueStore<String, byte[]> store;
  private final Keys keys;
  private final Map<Integer, Latest> latest = new HashMap<>();

  StoredRows(KeyValueStore<String, byte[]> store, Keys keys) {
    this.store = store;
    this.keys = keys;
  }

  /** What is not written yet. */
  private record Latest(int start, List<Prediction> rows) {

    Latest at(int place) {
      return place < start || place > start + rows.size()
          ? new Latest(place, new ArrayList<>())
          : new Latest(start, new ArrayList<>(rows.subList(0, place - start)));
    }
  }

  void keep(int version, int place, Prediction row) {
    Latest known = latest.get(version);
    if (known == null || place != known.start() + known.rows().size()) {
      known = known == null ? new Latest(place, new ArrayList<>()) : known.at(place);
      latest.put(version, known);
    }
    known.rows().add(row.withoutForecast());
  }

  List<Prediction> first(int version, int count) {
    Latest unwritten = latest.getOrDefault(version, new Latest(count, List.of()));
    List<Prediction> rows = new ArrayList<>(count);
    while (rows.size() < Math.min(count, unwritten.start())) {
      rows.addAll(read(store.get(keys.row(version, rows.size()))));
    }
    rows.addAll(unwritten.rows());
    return rows.subList(0, count);
  }

  /** Also one that an earlier Millrace has written. */
  private static List<Prediction> read(byte[] bytes) {
    if (Unpacker.isJson(bytes)) {
      return List.of(MillraceJson.mapper().readValue(bytes, Prediction.class));
    }
    Unpacker in = new Unpacker(bytes, FORMAT);
    List<Prediction> rows = new ArrayList<>();
    while (in.hasMore()) {
      rows.add(PackedPrediction.read(in));
    }
    return rows;
  }

  void forget(int version) {
    latest.remove(version);
  }

  /**
   * @param loose how many rows of a version count
   */
  void write(IntUnaryOperator loose) {
    latest.forEach(
        (version, unwritten) -> {
          int size =
              Math.min(unwritten.rows().size(), loose.applyAsInt(version) - unwritten.start());
          if (size > 0) {
            Packer out = new Packer().number(FORMAT);
            unwritten.rows().subList(0, size).forEach(row -> PackedPrediction.write(row, out));
            store.put(keys.row(version, unwritten.start()), out.bytes());
          }
        });
    latest.clear();
  }
}
