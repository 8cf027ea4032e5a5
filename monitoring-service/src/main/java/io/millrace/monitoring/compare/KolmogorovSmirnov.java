package io.millrace.monitoring.compare;

/**
 * The two-sample Kolmogorov-Smirnov test (Smirnov 1948, The Annals of Mathematical Statistics
 * 19(2)) with the asymptotic distribution, as Stephens corrected it for finite samples (1970,
 * Journal of the Royal Statistical Society B 32(1)). Distances are taken behind all ties of a
 * value, which keeps the test on the safe side for discrete numbers.
 */
public final class KolmogorovSmirnov {

  private KolmogorovSmirnov() {}

  /**
   * @param rankError how far off the baseline's ranks may be: so much of a distance says nothing
   */
  static Measurement measure(Ranks baseline, Ranks window, double rankError) {
    double distance = distance(baseline, window);
    double m = baseline.count();
    double n = window.count();
    double deviation = scale(m, n) * Math.max(0, distance - rankError);
    return new Measurement(
        Finding.KOLMOGOROV_SMIRNOV,
        distance,
        Math.min(1, 2 * Math.exp(-2 * deviation * deviation)),
        level -> critical(m, n, level) + rankError);
  }

  /** The largest distance between two distribution functions, each given as sorted points. */
  public static double distance(double[] baseline, double[] window) {
    return distance(Ranks.of(baseline, baseline.length), Ranks.of(window, window.length));
  }

  static double distance(Ranks baseline, Ranks window) {
    double[] largest = new double[1];
    baseline.walk(
        window, (_, _, share, other) -> largest[0] = Math.max(largest[0], Math.abs(share - other)));
    return largest[0];
  }

  /**
   * The distance that chance exceeds with probability {@code alpha}, for {@code alpha} up to 0.05:
   * there the first term of Kolmogorov's series is all of it.
   */
  public static double critical(double m, double n, double alpha) {
    return Math.sqrt(-Math.log(alpha / 2) / 2) / scale(m, n);
  }

  private static double scale(double m, double n) {
    double root = Math.sqrt(m * n / (m + n));
    return root + 0.12 + 0.11 / root;
  }
}
