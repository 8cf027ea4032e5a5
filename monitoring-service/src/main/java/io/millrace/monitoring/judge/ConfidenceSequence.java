package io.millrace.monitoring.judge;

/**
 * How far the mean of a growing number of observations may be off: a bound that holds at every
 * number of them at once, so that one may look after each and stop when one likes. It is the
 * one-sided asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024
 * (Time-uniform central limit theory and asymptotic confidence sequences, Annals of Statistics
 * 52(6), proposition B.1), with the normal mixture of Robbins 1970; Howard, Ramdas, McAuliffe and
 * Sekhon 2021 (Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of
 * Statistics 49(2)) have the theory. Observations need neither be independent nor keep their mean:
 * it bounds the average of what each was expected to be when those before it were known.
 */
final class ConfidenceSequence {

  /** Before so many the central limit cannot be relied on. */
  static final int LEAST = 50;

  private final double alpha;
  private final double rho;

  /**
   * @param alpha with which probability the bound may ever be wrong
   * @param tightest the number of observations at which it is tightest, chosen beforehand
   */
  ConfidenceSequence(double alpha, int tightest) {
    this.alpha = alpha;
    double log = -2 * Math.log(2 * alpha);
    this.rho = Math.sqrt((log + Math.log1p(log)) / Math.max(LEAST, tightest));
  }

  /** By how much, at most, the true mean is above the mean of the observations, or below. */
  double radius(long count, double variance) {
    double spread = count * rho * rho + 1;
    return Math.sqrt(
        variance
            * 2
            * spread
            / ((double) count * count * rho * rho)
            * Math.log1p(Math.sqrt(spread) / (2 * alpha)));
  }
}
