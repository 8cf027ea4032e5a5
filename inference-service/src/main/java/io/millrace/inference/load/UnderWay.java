package io.millrace.inference.load;

import java.time.Duration;

/** How many problems are being worked on. */
final class UnderWay {

  private int problems;

  synchronized void up() {
    problems++;
  }

  synchronized void down() {
    problems--;
    notifyAll();
  }

  /** Whether there were none at one time within the patience. */
  synchronized boolean awaitZero(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (problems > 0) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
