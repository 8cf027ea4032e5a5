package io.millrace.monitoring.concept;

import java.util.Arrays;

/**
 * An exponential histogram (Datar, Gionis, Indyk and Motwani 2002): the latest errors one by one,
 * older ones in buckets of 2, 4, 8 and so on, of each size five at most. Of n errors it keeps about
 * 5 log2(n / 5) sums.
 *
 * @param rows how many buckets of 1, 2, 4, … errors there are
 * @param sums of the errors in each bucket, the oldest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Histogram(int[] rows, double[] sums) {

  private static final int MOST = 5;

  static final Histogram EMPTY = new Histogram(new int[] {0}, new double[0]);

  static long size(int row) {
    return 1L << row;
  }

  long width() {
    long width = 0;
    for (int row = 0; row < rows.length; row++) {
      width += rows[row] * size(row);
    }
    return width;
  }

  double sum() {
    double sum = 0;
    for (double bucket : sums) {
      sum += bucket;
    }
    return sum;
  }

  Histogram plus(double error) {
    int[] counts = rows.clone();
    double[] all = Arrays.copyOf(sums, sums.length + 1);
    all[sums.length] = error;
    counts[0]++;
    int length = all.length;
    int oldest = length - counts[0];
    for (int row = 0; counts[row] > MOST; row++) {
      if (row + 1 == counts.length) {
        counts = Arrays.copyOf(counts, row + 2);
      }
      all[oldest] += all[oldest + 1];
      System.arraycopy(all, oldest + 2, all, oldest + 1, length - oldest - 2);
      length--;
      counts[row] -= 2;
      oldest -= counts[row + 1];
      counts[row + 1]++;
    }
    return new Histogram(counts, Arrays.copyOf(all, length));
  }

  /** Without so many buckets, the oldest. */
  Histogram without(int oldest) {
    int[] counts = rows.clone();
    int row = counts.length - 1;
    for (int i = 0; i < oldest; i++) {
      while (counts[row] == 0) {
        row--;
      }
      counts[row]--;
    }
    while (row > 0 && counts[row] == 0) {
      row--;
    }
    return new Histogram(
        Arrays.copyOf(counts, row + 1), Arrays.copyOfRange(sums, oldest, sums.length));
  }
}
