package io.millrace.cli.promote;

import io.millrace.cli.show.Words;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A line every few seconds of a copy that takes long. */
final class CopyProgress {

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(3);

  private final String what;
  private final PrintWriter out;
  private final LongSupplier nanos;
  private long last;

  /**
   * @param what is copied, in a word or two
   */
  CopyProgress(String what, PrintWriter out, LongSupplier nanos) {
    this.what = what;
    this.out = out;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /**
   * @param all bytes; negative where nobody knows
   */
  void show(long bytes, long all) {
    long now = nanos.getAsLong();
    if (now - last < INTERVAL) {
      return;
    }
    last = now;
    out.println(
        all > 0
            ? "%s: %s of %s KB (%s)"
                .formatted(
                    what,
                    Words.count(bytes >> 10),
                    Words.count(all >> 10),
                    Words.percent((double) bytes / all))
            : "%s: %s KB".formatted(what, Words.count(bytes >> 10)));
    out.flush();
  }
}
