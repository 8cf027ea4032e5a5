package io.millrace.monitoring.compare;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * Bins for a number, from the deciles of its baseline. Deciles that repeat merge, and a value that
 * makes up at least half a decile gets a bin of its own, so that discrete and constant features are
 * compared by value and a constant that changes is seen.
 */
final class Bins {

  private static final int DECILES = 10;
  private static final double ATOM = 0.5 / DECILES;

  /** Upper ends, included; the last bin has none. */
  private final double[] ends;

  private Bins(double[] ends) {
    this.ends = ends;
  }

  /**
   * @param sorted points of equal weight; not empty
   */
  static Bins of(double[] sorted) {
    TreeSet<Double> ends = new TreeSet<>();
    for (int decile = 1; decile < DECILES; decile++) {
      double value = sorted[(int) ((long) decile * sorted.length / DECILES)];
      ends.add(value);
      if (share(sorted, value) >= ATOM) {
        ends.add(Math.nextDown(value));
      }
    }
    return new Bins(ends.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double share(double[] sorted, double value) {
    int from = countAtMost(sorted, Math.nextDown(value));
    return (double) (countAtMost(sorted, value) - from) / sorted.length;
  }

  /** How many of the values fall in each bin. */
  double[] counts(double[] sorted) {
    double[] counts = new double[ends.length + 1];
    int before = 0;
    for (int i = 0; i < ends.length; i++) {
      int upTo = countAtMost(sorted, ends[i]);
      counts[i] = upTo - before;
      before = upTo;
    }
    counts[ends.length] = sorted.length - before;
    return counts;
  }

  private static int countAtMost(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public String toString() {
    return Arrays.toString(ends);
  }
}
