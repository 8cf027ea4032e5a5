package io.millrace.scoring.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What the answers in each bin add up to: how many there are, their sum, and the sums of their
 * squares, cubes and fourth powers, from which follows how much bins differ and how much of that
 * chance explains. Those of two sets of rows add up to those of both.
 */
public final class BinSums {

  /** The power that each sum is of. */
  public static final int COUNT = 0;

  public static final int FIRST = 1;
  public static final int SECOND = 2;
  public static final int THIRD = 3;
  public static final int FOURTH = 4;

  private static final int SUMS = 5;

  private final double[] sums;

  private BinSums(double[] sums) {
    this.sums = sums;
  }

  public static BinSums empty(int bins) {
    return new BinSums(new double[bins * SUMS]);
  }

  /** What {@link #flat} gave. */
  public static BinSums of(double[] flat) {
    if (flat.length % SUMS != 0) {
      throw new IllegalArgumentException("%d sums; allowed: 5 a bin".formatted(flat.length));
    }
    return new BinSums(flat.clone());
  }

  static BinSums of(List<List<Double>> bins) {
    return new BinSums(
        bins.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray());
  }

  static List<List<Double>> none(int bins) {
    return Collections.nCopies(bins, Collections.nCopies(SUMS, 0.0));
  }

  static void check(List<List<Double>> bins) {
    for (List<Double> bin : bins) {
      boolean sound =
          bin.size() == SUMS
              && bin.stream().allMatch(Double::isFinite)
              && bin.get(COUNT) >= 0
              && bin.get(SECOND) >= 0
              && bin.get(FOURTH) >= 0;
      if (!sound) {
        throw new IllegalArgumentException(
            "attribution: found a bin of %s; allowed: its count, and sums of four powers"
                .formatted(bin));
      }
    }
  }

  /**
   * @param places the bin of each row
   * @param answers of the rows; those that are NaN are left out
   */
  public void add(int[] places, double[] answers) {
    for (int i = 0; i < places.length; i++) {
      double answer = answers[i];
      if (!Double.isNaN(answer)) {
        int at = places[i] * SUMS;
        double square = answer * answer;
        sums[at]++;
        sums[at + FIRST] += answer;
        sums[at + SECOND] += square;
        sums[at + THIRD] += square * answer;
        sums[at + FOURTH] += square * square;
      }
    }
  }

  public int bins() {
    return sums.length / SUMS;
  }

  public double sum(int bin, int power) {
    return sums[bin * SUMS + power];
  }

  public double[] flat() {
    return sums.clone();
  }

  List<List<Double>> lists() {
    List<List<Double>> lists = new ArrayList<>();
    for (int bin = 0; bin < bins(); bin++) {
      lists.add(Arrays.stream(sums, bin * SUMS, (bin + 1) * SUMS).boxed().toList());
    }
    return lists;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinSums that && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return lists().toString();
  }
}
