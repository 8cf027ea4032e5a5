package io.millrace.acceptance.faults.part;

import java.io.PrintStream;
import java.time.Duration;

/** One line for each event, with the seconds since the start before it. */
public final class Progress {

  private final PrintStream out;
  private final long began = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  public void say(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : format.formatted(arguments);
    out.printf("[%7.1f s] %s%n", elapsed().toMillis() / 1e3, line);
  }

  /** A result, without the time before it. */
  public void result(String format, Object... arguments) {
    out.println(arguments.length == 0 ? format : format.formatted(arguments));
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
