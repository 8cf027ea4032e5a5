package io.millrace.monitoring.compare;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * The population stability index of two sets of counts: the sum over bins of (p - q) ln(p / q).
 * Under no drift it is about chi-squared distributed with one degree of freedom less than there are
 * bins, times (1/n + 1/m); so what small samples show by chance is known.
 */
final class Psi {

  /** Below this a shift is of no consequence, however sure it is: the usual rule of thumb. */
  static final double NEGLIGIBLE = 0.1;

  /**
   * Pseudo-observations given to each sample, spread as both together are. A bin that is empty in
   * one sample then counts for much, not for infinity.
   */
  private static final double PRIOR = 2;

  private Psi() {}

  static double of(Counts counts) {
    double m = counts.m();
    double n = counts.n();
    double index = 0;
    for (int i = 0; i < counts.bins(); i++) {
      double pooled = (counts.baseline()[i] + counts.window()[i]) / (m + n);
      if (pooled > 0) {
        double expected = (counts.baseline()[i] + PRIOR * pooled) / (m + PRIOR);
        double actual = (counts.window()[i] + PRIOR * pooled) / (n + PRIOR);
        index += (actual - expected) * Math.log(actual / expected);
      }
    }
    return index;
  }

  /**
   * The largest index that is put down to chance or is of no consequence. Chi-squared is the limit
   * of large samples; in windows of a few hundred the index strays further, up to half again as
   * often as it says, so half of {@code alpha} is left for that.
   */
  static double threshold(Counts counts, double alpha) {
    if (counts.bins() < 2) {
      return NEGLIGIBLE;
    }
    double chance =
        new ChiSquaredDistribution(null, counts.bins() - 1)
            .inverseCumulativeProbability(1 - alpha / 2);
    return Math.max(NEGLIGIBLE, chance * (1 / counts.m() + 1 / counts.n()));
  }

  static Finding find(String feature, Counts counts, double alpha) {
    return new Finding(feature, Finding.PSI, of(counts), threshold(counts, alpha));
  }
}
