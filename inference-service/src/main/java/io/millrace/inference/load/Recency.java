package io.millrace.inference.load;

import java.time.Duration;

/** When somebody asked last, to some milliseconds: who asks hardly ever writes. */
final class Recency {

  private static final long STEP = Duration.ofMillis(10).toNanos();

  private volatile long asked = System.nanoTime();

  void asked() {
    long now = System.nanoTime();
    if (now - asked > STEP) {
      asked = now;
    }
  }

  long quietNanos() {
    return System.nanoTime() - asked;
  }
}
