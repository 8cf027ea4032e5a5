package io.millrace.monitoring.compare;

/**
 * What one test said about one column.
 *
 * @param test one of those named here
 * @param threshold the largest statistic that is put down to chance or is of no consequence
 */
public record Finding(String feature, String test, double statistic, double threshold) {

  public static final String PSI = "psi";
  public static final String JENSEN_SHANNON = "jensen-shannon";
  public static final String HELLINGER = "hellinger";
  public static final String WASSERSTEIN = "wasserstein";
  public static final String KOLMOGOROV_SMIRNOV = "kolmogorov-smirnov";
  public static final String CHI_SQUARED = "chi-squared";

  /** How far a ranking's normalised discounted cumulative gain is below 1. */
  public static final String NDCG_LOSS = "ndcg-loss";

  /** How far a feature's share of the answers' variance is from what it was. */
  public static final String ATTRIBUTION = "attribution";

  public boolean crossed() {
    return statistic > threshold;
  }

  /** How many times the threshold the statistic is. */
  public double strength() {
    return statistic / threshold;
  }
}
