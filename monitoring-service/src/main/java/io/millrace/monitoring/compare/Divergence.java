package io.millrace.monitoring.compare;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How far two sets of counts are apart, however many there are. Without drift each of these, or its
 * square, is about chi-squared distributed with one degree of freedom less than there are bins,
 * times (1/n + 1/m) and a constant of its own; so what samples of a size show by chance is known
 * (Salicrú, Morales, Menéndez and Pardo 1994, Journal of Multivariate Analysis 51(2)).
 */
enum Divergence {
  /**
   * The population stability index, the sum of (p - q) ln(p / q) (Yurdakul and Naranjo 2020,
   * Journal of Risk Model Validation 14(4)).
   */
  PSI(Finding.PSI) {
    @Override
    double of(Counts counts) {
      double m = counts.m();
      double n = counts.n();
      double index = 0;
      for (int i = 0; i < counts.bins(); i++) {
        double pooled = (counts.baseline()[i] + counts.window()[i]) / (m + n);
        if (pooled > 0) {
          double p = (counts.window()[i] + PRIOR * pooled) / (n + PRIOR);
          double q = (counts.baseline()[i] + PRIOR * pooled) / (m + PRIOR);
          index += (p - q) * Math.log(p / q);
        }
      }
      return index;
    }

    @Override
    double chiSquared(double index) {
      return index;
    }

    @Override
    double distance(double chiSquared) {
      return chiSquared;
    }
  },

  /**
   * The root of the Jensen-Shannon divergence in bits: 0 to 1 (Lin 1991, IEEE Transactions on
   * Information Theory 37(1)).
   */
  JENSEN_SHANNON(Finding.JENSEN_SHANNON) {
    @Override
    double of(Counts counts) {
      double nats = 0;
      for (int i = 0; i < counts.bins(); i++) {
        double p = counts.window()[i] / counts.n();
        double q = counts.baseline()[i] / counts.m();
        nats += (part(p, (p + q) / 2) + part(q, (p + q) / 2)) / 2;
      }
      return Math.sqrt(Math.max(0, nats) / Math.log(2));
    }

    private static double part(double p, double middle) {
      return p > 0 ? p * Math.log(p / middle) : 0;
    }

    @Override
    double chiSquared(double distance) {
      return 8 * Math.log(2) * distance * distance;
    }

    @Override
    double distance(double chiSquared) {
      return Math.sqrt(chiSquared / (8 * Math.log(2)));
    }
  },

  /** The root of 1 less the sum of sqrt(p q): 0 to 1. */
  HELLINGER(Finding.HELLINGER) {
    @Override
    double of(Counts counts) {
      double alike = 0;
      for (int i = 0; i < counts.bins(); i++) {
        alike += Math.sqrt(counts.window()[i] / counts.n() * counts.baseline()[i] / counts.m());
      }
      return Math.sqrt(Math.max(0, 1 - alike));
    }

    @Override
    double chiSquared(double distance) {
      return 8 * distance * distance;
    }

    @Override
    double distance(double chiSquared) {
      return Math.sqrt(chiSquared / 8);
    }
  };

  /** Up to this a shift is of no consequence, however sure it is: the usual rule of thumb. */
  static final double NEGLIGIBLE = 0.1;

  /**
   * Pseudo-observations given to each sample, spread as both together are. A bin that is empty in
   * one sample then counts for much, not for infinity.
   */
  private static final double PRIOR = 2;

  /**
   * Chi-squared is the limit of large samples; in windows of a few hundred these stray further, up
   * to half again as often as it says. So half of the probability is left for that.
   */
  private static final int SLACK = 2;

  private final String test;

  Divergence(String test) {
    this.test = test;
  }

  abstract double of(Counts counts);

  /** What is chi-squared distributed but for (1/n + 1/m). */
  abstract double chiSquared(double distance);

  abstract double distance(double chiSquared);

  Measurement measure(Counts counts) {
    double distance = of(counts);
    if (counts.bins() < 2) {
      return new Measurement(test, distance, 1, _ -> NEGLIGIBLE);
    }
    ChiSquaredDistribution chance = new ChiSquaredDistribution(null, counts.bins() - 1);
    double spread = 1 / counts.m() + 1 / counts.n();
    double p = 1 - chance.cumulativeProbability(chiSquared(distance) / spread);
    return new Measurement(
            test,
            distance,
            distance > NEGLIGIBLE ? p : 1,
            level ->
                Math.max(
                    NEGLIGIBLE, distance(chance.inverseCumulativeProbability(1 - level) * spread)))
        .oneOf(SLACK);
  }
}
