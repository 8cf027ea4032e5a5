package io.millrace.monitoring.observe;

/**
 * How wrong an answer was.
 *
 * @param size of a class 0 or 1; of a number how far it was off
 * @param bound beyond which it is a miss
 */
record Fault(double size, double bound) {

  double miss() {
    return size > bound ? 1 : 0;
  }
}
