package io.millrace.monitoring.compare;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;

/** Whether two sets of counts are of one distribution: the chi-squared test of homogeneity. */
final class ChiSquared {

  private ChiSquared() {}

  /** Empty where there are fewer than two bins: then there is nothing to compare. */
  static Optional<Finding> find(String feature, Counts counts, double alpha) {
    if (counts.bins() < 2) {
      return Optional.empty();
    }
    double statistic =
        new ChiSquareTest()
            .chiSquareDataSetsComparison(whole(counts.baseline()), whole(counts.window()));
    double critical =
        new ChiSquaredDistribution(null, counts.bins() - 1).inverseCumulativeProbability(1 - alpha);
    return Optional.of(new Finding(feature, Finding.CHI_SQUARED, statistic, critical));
  }

  private static long[] whole(double[] counts) {
    return Arrays.stream(counts).mapToLong(Math::round).toArray();
  }
}
