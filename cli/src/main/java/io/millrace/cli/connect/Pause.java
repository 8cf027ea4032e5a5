package io.millrace.cli.connect;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets time pass; a test lets none pass. */
@FunctionalInterface
public interface Pause {

  void hold(Duration duration);

  /** Real time. */
  static Pause real() {
    return duration -> {
      try {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CommandFailure.failed("interrupted");
      }
    };
  }
}
