package io.millrace.ingestion.web;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When something has to be over. A pause between two bytes alone never ends a trickle. */
final class Deadline {

  private final LongSupplier nanos;
  private final long end;

  private Deadline(LongSupplier nanos, long end) {
    this.nanos = nanos;
    this.end = end;
  }

  static Deadline in(Duration time) {
    return in(time, System::nanoTime);
  }

  static Deadline in(Duration time, LongSupplier nanos) {
    return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
  }

  boolean isOver() {
    return nanos.getAsLong() - end > 0;
  }
}
