package io.millrace.monitoring.compare;

/**
 * The Wasserstein distance: how far the numbers would have to be carried on average to make one
 * distribution of the other, in standard deviations of the baseline. It is the area between the
 * distribution functions (Vallender 1974, Theory of Probability and its Applications 18(4)). What
 * lies beyond the baseline's outermost points counts as lying there, so that single values far out
 * do not rule it.
 *
 * <p>What chance may give is bounded, not approximated: the distance is a supremum of sums of
 * independent terms, over all functions of slope 1, and cannot be far above its mean (Klein and Rio
 * 2005, The Annals of Probability 33(3)). That needs no simulation and holds for heavy tails; the
 * price is that small shifts in small windows are missed.
 */
final class Wasserstein {

  /** Up to this a shift is of no consequence, however sure it is: the usual rule of thumb. */
  static final double NEGLIGIBLE = 0.1;

  private final Ranks baseline;
  private final double lowest;
  private final double highest;
  private final double deviation;

  /** The area under sqrt(F (1 - F)), in standard deviations. */
  private final double roughness;

  /**
   * @param baseline not empty
   */
  Wasserstein(Ranks baseline) {
    double[] points = baseline.points();
    this.baseline = baseline;
    this.lowest = points[0];
    this.highest = points[points.length - 1];
    this.deviation = Math.sqrt(variance(points));
    double area = 0;
    for (int i = 1; i < points.length; i++) {
      double below = (double) i / points.length;
      area += Math.sqrt(below * (1 - below)) * (points[i] - points[i - 1]);
    }
    this.roughness = area / deviation;
  }

  private static double variance(double[] values) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - mean;
      mean += off / (i + 1);
      squares += off * (values[i] - mean);
    }
    return squares / values.length;
  }

  /** Whether there is a deviation to measure in: a constant has none. */
  boolean isDefined() {
    return deviation > 0;
  }

  double distance(Ranks window) {
    double[] area = new double[1];
    baseline.walk(
        window,
        (from, to, share, other) -> {
          double width = Math.min(to, highest) - Math.max(from, lowest);
          area[0] += Math.max(0, width) * Math.abs(share - other);
        });
    return area[0] / deviation;
  }

  Measurement measure(Ranks window) {
    double m = baseline.count();
    double n = window.count();
    double distance = distance(window);
    double mean = roughness * Math.sqrt(1 / m + 1 / n);
    double largest = (highest - lowest) / deviation / Math.min(m, n);
    double root = Math.sqrt(2 * (1 / m + 1 / n + 2 * largest * mean));
    double linear = largest / 3;
    return new Measurement(
        Finding.WASSERSTEIN,
        distance,
        distance > NEGLIGIBLE ? Math.exp(-exponent(distance - mean, root, linear)) : 1,
        level -> {
          double x = -Math.log(level);
          return Math.max(NEGLIGIBLE, mean + root * Math.sqrt(x) + linear * x);
        });
  }

  /** The x at which the bound, root * sqrt(x) + linear * x, is so far above the mean. */
  private static double exponent(double above, double root, double linear) {
    if (above <= 0) {
      return 0;
    }
    double sqrt = (Math.sqrt(root * root + 4 * linear * above) - root) / (2 * linear);
    return sqrt * sqrt;
  }
}
