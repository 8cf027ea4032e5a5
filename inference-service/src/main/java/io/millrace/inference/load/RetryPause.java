package io.millrace.inference.load;

import java.time.Duration;

/** How long to wait before something is tried again: twice as long each time, up to an end. */
record RetryPause(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 10;

  /**
   * @param failures in a row, 1 or more
   */
  Duration after(int failures) {
    Duration longer = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return longer.compareTo(longest) < 0 ? longer : longest;
  }
}
