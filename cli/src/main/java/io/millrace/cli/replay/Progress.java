package io.millrace.cli.replay;

import io.millrace.cli.show.Words;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line that is written over on a terminal; a plain line every few seconds elsewhere. */
final class Progress {

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private final long interval;
  private long last;
  private int width;

  Progress(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.last = start;
    this.interval = terminal ? TimeUnit.MILLISECONDS.toNanos(200) : TimeUnit.SECONDS.toNanos(5);
  }

  void show(Tally tally) {
    long now = nanos.getAsLong();
    if (now - last < interval) {
      return;
    }
    last = now;
    String line =
        "%s rows  %s/s  %s refused"
            .formatted(
                Words.count(tally.rows()),
                Words.count(tally.rate(now - start)),
                Words.count(tally.refused()));
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    } else {
      out.println(line);
    }
  }

  /** Wipes the line, so that what follows stands alone. */
  void end() {
    if (terminal && width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }

  long elapsed() {
    return nanos.getAsLong() - start;
  }
}
