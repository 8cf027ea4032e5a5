package io.millrace.monitoring.compare;

import java.util.Arrays;

/**
 * How numbers are distributed: ascending points, each of which stands for some of them.
 *
 * @param upTo how many numbers there are up to each point, that point's counted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or kept
record Ranks(double[] points, double[] upTo) {

  /** Points that stand for {@code count} numbers, each for as many as any other. */
  static Ranks of(double[] sorted, double count) {
    double[] upTo = new double[sorted.length];
    Arrays.setAll(upTo, i -> (i + 1) * count / sorted.length);
    return new Ranks(sorted, upTo);
  }

  boolean isEmpty() {
    return points.length == 0;
  }

  double count() {
    return isEmpty() ? 0 : upTo[upTo.length - 1];
  }

  double countAtMost(double value) {
    int low = 0;
    int high = points.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (points[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : upTo[low - 1];
  }

  /**
   * The number below which a share of all lies; of none there is none.
   *
   * @param share up to 1
   */
  double quantile(double share) {
    int i = 0;
    while (i < points.length - 1 && upTo[i] < share * count()) {
      i++;
    }
    return points[i];
  }

  /** A walk up two distributions at once, value by value; ties are taken together. */
  interface Walk {
    /**
     * @param to the next value of either, where the two shares end
     */
    void step(double from, double to, double share, double otherShare);
  }

  void walk(Ranks other, Walk walk) {
    int i = 0;
    int j = 0;
    double from = Double.NEGATIVE_INFINITY;
    while (i < points.length || j < other.points.length) {
      double to = Math.min(at(i), other.at(j));
      walk.step(from, to, share(i), other.share(j));
      i = behind(i, to);
      j = other.behind(j, to);
      from = to;
    }
    walk.step(from, Double.POSITIVE_INFINITY, share(i), other.share(j));
  }

  private double at(int i) {
    return i < points.length ? points[i] : Double.POSITIVE_INFINITY;
  }

  /** Of the numbers before the point, as a share of all. */
  private double share(int i) {
    return i == 0 ? 0 : upTo[i - 1] / count();
  }

  private int behind(int from, double value) {
    int i = from;
    while (i < points.length && points[i] <= value) {
      i++;
    }
    return i;
  }
}
