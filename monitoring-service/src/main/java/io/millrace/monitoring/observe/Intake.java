package io.millrace.monitoring.observe;

import io.millrace.monitoring.compare.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a version's predictions came.
 *
 * @param predicted how many, each event once
 * @param delivery since a window closed last
 * @param before the time of the event that the window before began with; null before there was one
 * @param first the same of this window; null while it has none that is not late
 * @param open windows of event time, the earliest first
 */
public record Intake(
    long predicted,
    Delivery delivery,
    @Nullable Instant before,
    @Nullable Instant first,
    List<OpenWindow> open) {

  public Intake {
    open = List.copyOf(open);
  }

  static Intake after(long predicted) {
    return new Intake(predicted, Delivery.NONE, null, null, List.of());
  }

  Intake count() {
    return new Intake(predicted + 1, delivery.one(), before, first, open);
  }

  Intake delivered(UnaryOperator<Delivery> step) {
    return new Intake(predicted, step.apply(delivery), before, first, open);
  }

  /** In a window by count, what is older than the window before is late. */
  Intake inOrder(Told told) {
    if (before != null && told.eventTime().isBefore(before)) {
      return delivered(Delivery::oneLate);
    }
    return first == null ? new Intake(predicted, delivery, before, told.eventTime(), open) : this;
  }

  Intake closed() {
    return new Intake(predicted, Delivery.NONE, first == null ? before : first, null, open);
  }

  Intake open(List<OpenWindow> windows) {
    return new Intake(predicted, delivery, before, first, windows);
  }

  /** With one more in the window that a prediction belongs to. */
  Intake add(Told told, OpenWindow fresh) {
    List<OpenWindow> windows = new ArrayList<>(open);
    int place = 0;
    while (place < windows.size() && windows.get(place).from().isBefore(fresh.from())) {
      place++;
    }
    if (place < windows.size() && windows.get(place).from().equals(fresh.from())) {
      windows.set(place, windows.get(place).add(told));
    } else {
      windows.add(place, fresh);
    }
    return open(windows);
  }
}
