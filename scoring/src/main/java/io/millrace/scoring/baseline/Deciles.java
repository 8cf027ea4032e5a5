package io.millrace.scoring.baseline;

import java.util.TreeSet;

/**
 * Bins for a number. Deciles that repeat merge, and a value that makes up at least half a decile
 * has a bin of its own, so that discrete and constant numbers are told apart by value.
 */
public final class Deciles {

  private static final int DECILES = 10;
  private static final double ATOM = 0.5 / DECILES;

  private Deciles() {}

  /**
   * Upper ends of the bins, included, ascending; the last bin has none.
   *
   * @param sorted each as frequent as any other; not empty
   */
  public static double[] ends(double[] sorted) {
    TreeSet<Double> ends = new TreeSet<>();
    for (int decile = 1; decile < DECILES; decile++) {
      int place = (int) ((long) decile * sorted.length / DECILES);
      double value = sorted[place] + 0.0; // of the two zeros, one
      ends.add(value);
      if (like(sorted, place) >= ATOM * sorted.length) {
        ends.add(Math.nextDown(value));
      }
    }
    return ends.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static int like(double[] sorted, int place) {
    int from = place;
    while (from > 0 && sorted[from - 1] == sorted[place]) {
      from--;
    }
    int to = place;
    while (to < sorted.length && sorted[to] == sorted[place]) {
      to++;
    }
    return to - from;
  }
}
