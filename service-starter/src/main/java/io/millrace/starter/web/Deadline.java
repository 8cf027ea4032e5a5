package io.millrace.starter.web;

import java.time.Duration;

/** When something has to be over. A pause between two bytes alone never ends a trickle. */
public final class Deadline {

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  public boolean isOver() {
    return System.nanoTime() - end > 0;
  }
}
