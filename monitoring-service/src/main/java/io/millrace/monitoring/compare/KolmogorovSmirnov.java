package io.millrace.monitoring.compare;

/**
 * The two-sample Kolmogorov-Smirnov test with the asymptotic distribution (Stephens' correction for
 * finite samples). Distances are taken behind all ties of a value, which keeps the test on the safe
 * side for discrete numbers.
 */
final class KolmogorovSmirnov {

  private KolmogorovSmirnov() {}

  /** The largest distance between two distribution functions, each given as sorted points. */
  static double distance(double[] baseline, double[] window) {
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < baseline.length && j < window.length) {
      double at = Math.min(baseline[i], window[j]);
      i = behind(baseline, i, at);
      j = behind(window, j, at);
      double distance = Math.abs((double) i / baseline.length - (double) j / window.length);
      largest = Math.max(largest, distance);
    }
    return largest;
  }

  private static int behind(double[] sorted, int from, double value) {
    int i = from;
    while (i < sorted.length && sorted[i] <= value) {
      i++;
    }
    return i;
  }

  /**
   * The distance that chance exceeds with probability {@code alpha}, for {@code alpha} up to 0.05:
   * there the first term of Kolmogorov's series is all of it.
   */
  static double critical(double m, double n, double alpha) {
    double root = Math.sqrt(m * n / (m + n));
    return Math.sqrt(-Math.log(alpha / 2) / 2) / (root + 0.12 + 0.11 / root);
  }
}
