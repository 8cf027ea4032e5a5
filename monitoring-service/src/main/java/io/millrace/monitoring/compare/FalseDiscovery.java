package io.millrace.monitoring.compare;

import java.util.Arrays;

/**
 * The step-up procedure of Benjamini and Hochberg (1995, Journal of the Royal Statistical Society B
 * 57(1)): of the columns that are said to have moved, at most a given share have not, on average,
 * where columns are independent or move together (Benjamini and Yekutieli 2001, The Annals of
 * Statistics 29(4)). Where none has moved, that share is the probability that any is named.
 */
final class FalseDiscovery {

  private FalseDiscovery() {}

  /** The probability up to which a column's chance is taken for no chance. */
  static double level(double[] p, double share) {
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    for (int rank = sorted.length; rank > 0; rank--) {
      double level = share * rank / sorted.length;
      if (sorted[rank - 1] <= level) {
        return level;
      }
    }
    return share / Math.max(1, sorted.length);
  }
}
