package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.Deciles;
import java.util.Arrays;
import java.util.List;

/** Bins for a number, from the deciles of its baseline. */
final class Bins {

  /** Upper ends, included; the last bin has none. */
  private final double[] ends;

  private Bins(double[] ends) {
    this.ends = ends;
  }

  /**
   * @param baseline not empty, each of its points for as many as any other
   */
  static Bins of(Ranks baseline) {
    return new Bins(Deciles.ends(baseline.points()));
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
