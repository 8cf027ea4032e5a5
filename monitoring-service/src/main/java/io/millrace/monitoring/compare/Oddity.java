package io.millrace.monitoring.compare;

import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How many of a column's values are odd in a way, in the baseline and in a window. Odd values are
 * rare, so chance is reckoned exactly (Fisher 1922, Journal of the Royal Statistical Society
 * 85(1)).
 *
 * @param usual of the baseline's {@code m}
 * @param seen of the window's {@code n}
 */
record Oddity(Flaw.Kind kind, double usual, double m, double seen, double n) {

  /** So much more of all values is of no consequence. */
  private static final double NEGLIGIBLE = 0.01;

  private double more() {
    return seen / n - usual / m;
  }

  /** How often chance alone would give as much; 1 where it is of no consequence. */
  double p() {
    if (more() <= NEGLIGIBLE) {
      return 1;
    }
    int odd = (int) Math.round(usual + seen);
    return new HypergeometricDistribution(null, (int) Math.round(m + n), odd, (int) Math.round(n))
        .upperCumulativeProbability((int) Math.round(seen));
  }

  Flaw of(@Nullable String feature) {
    return new Flaw(feature, kind, seen / n, usual / m);
  }
}
