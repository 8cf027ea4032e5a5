package io.millrace.monitoring.compare;

import java.util.Arrays;

/**
 * How many values of two samples fall in each of the same bins, bins with too few to say anything
 * pooled into one.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or kept
record Counts(double[] baseline, double[] window) {

  /** The least count to expect in each sample's bin. */
  private static final double LEAST_EXPECTED = 5;

  /** Pools bins by what both samples together say, so that what only one of them has stays. */
  static Counts pooled(double[] baseline, double[] window) {
    double perCount = leastShare(baseline, window);
    double[] m = new double[baseline.length + 1];
    double[] n = new double[baseline.length + 1];
    int bins = 1;
    for (int i = 0; i < baseline.length; i++) {
      int bin = (baseline[i] + window[i]) * perCount < LEAST_EXPECTED ? 0 : bins++;
      m[bin] += baseline[i];
      n[bin] += window[i];
    }
    int from = 0;
    if ((m[0] + n[0]) * perCount < LEAST_EXPECTED && bins > 1) {
      m[bins - 1] += m[0];
      n[bins - 1] += n[0];
      from = 1;
    }
    return new Counts(Arrays.copyOfRange(m, from, bins), Arrays.copyOfRange(n, from, bins));
  }

  private static double leastShare(double[] baseline, double[] window) {
    double m = total(baseline);
    double n = total(window);
    return Math.min(m, n) / (m + n);
  }

  int bins() {
    return baseline.length;
  }

  double m() {
    return total(baseline);
  }

  double n() {
    return total(window);
  }

  private static double total(double[] counts) {
    return Arrays.stream(counts).sum();
  }
}
