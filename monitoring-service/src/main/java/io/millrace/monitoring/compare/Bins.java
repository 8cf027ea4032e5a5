package io.millrace.monitoring.compare;

import java.util.Arrays;
import java.util.List;
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
   * @param baseline not empty
   */
  static Bins of(Ranks baseline) {
    double[] sorted = baseline.points();
    TreeSet<Double> ends = new TreeSet<>();
    for (int decile = 1; decile < DECILES; decile++) {
      double value = sorted[(int) ((long) decile * sorted.length / DECILES)];
      double below = Math.nextDown(value);
      ends.add(value);
      if (baseline.countAtMost(value) - baseline.countAtMost(below) >= ATOM * baseline.count()) {
        ends.add(below);
      }
    }
    return new Bins(ends.stream().mapToDouble(Double::doubleValue).toArray());
  }

  List<Double> ends() {
    return Arrays.stream(ends).boxed().toList();
  }

  /** How many of the numbers fall in each bin. */
  double[] counts(Ranks numbers) {
    double[] counts = new double[ends.length + 1];
    double before = 0;
    for (int i = 0; i < ends.length; i++) {
      double upTo = numbers.countAtMost(ends[i]);
      counts[i] = upTo - before;
      before = upTo;
    }
    counts[ends.length] = numbers.count() - before;
    return counts;
  }

  @Override
  public String toString() {
    return Arrays.toString(ends);
  }
}
