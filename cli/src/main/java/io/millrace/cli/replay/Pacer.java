package io.millrace.cli.replay;

import io.millrace.cli.connect.Pause;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps a rate by deadlines, so that a late batch does not make all later ones late. */
final class Pacer {

  private final OptionalInt rate;
  private final LongSupplier nanos;
  private final Pause pause;
  private final long start;

  /**
   * @param rate rows a second; empty: as fast as it goes
   */
  Pacer(OptionalInt rate, LongSupplier nanos, Pause pause) {
    this.rate = rate;
    this.nanos = nanos;
    this.pause = pause;
    this.start = nanos.getAsLong();
  }

  /** Waits until the row after so many is due. */
  void await(long rows) {
    if (rate.isEmpty()) {
      return;
    }
    double due = (double) rows / rate.getAsInt() * TimeUnit.SECONDS.toNanos(1);
    long early = (long) due - (nanos.getAsLong() - start);
    if (early > 0) {
      pause.hold(Duration.ofNanos(early));
    }
  }

  /** How many rows to send at a time, so that a slow rate does not come in gusts. */
  int batch(int most) {
    return rate.isEmpty() ? most : Math.clamp(rate.getAsInt() / 4, 1, most);
  }
}
