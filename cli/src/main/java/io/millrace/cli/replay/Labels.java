package io.millrace.cli.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** True values that wait until their row is old enough. */
final class Labels {

  private record Waiting(long due, Outgoing label) {}

  private final int after;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /**
   * @param after how many rows later a label is sent
   */
  Labels(int after) {
    this.after = after;
  }

  /** Keeps the label of a row. */
  void keep(Outgoing row, Object id, Object value) {
    Map<String, @Nullable Object> body = LinkedHashMap.newLinkedHashMap(2);
    body.put("event_id", id);
    body.put("value", value);
    waiting.add(new Waiting(row.row() + after, new Outgoing(row.row(), row.place(), body)));
  }

  /**
   * Hands on those that are due once so many rows are sent, in order, at most so many at a time.
   */
  void release(long rows, int most, Consumer<List<Outgoing>> to) {
    List<Outgoing> due = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.element().due() <= rows) {
      due.add(waiting.remove().label());
      if (due.size() == most) {
        to.accept(List.copyOf(due));
        due.clear();
      }
    }
    if (!due.isEmpty()) {
      to.accept(due);
    }
  }
}
