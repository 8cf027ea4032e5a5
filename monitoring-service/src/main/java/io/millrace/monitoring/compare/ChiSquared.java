package io.millrace.monitoring.compare;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;

/**
 * Whether two sets of counts are of one distribution: the chi-squared test of homogeneity (Pearson
 * 1900, Philosophical Magazine 50).
 */
final class ChiSquared {

  private ChiSquared() {}

  /** Empty where there are fewer than two bins: then there is nothing to compare. */
  static Optional<Measurement> measure(Counts counts) {
    if (counts.bins() < 2) {
      return Optional.empty();
    }
    double statistic =
        new ChiSquareTest()
            .chiSquareDataSetsComparison(whole(counts.baseline()), whole(counts.window()));
    ChiSquaredDistribution chance = new ChiSquaredDistribution(null, counts.bins() - 1);
    return Optional.of(
        new Measurement(
            Finding.CHI_SQUARED,
            statistic,
            1 - chance.cumulativeProbability(statistic),
            level -> chance.inverseCumulativeProbability(1 - level)));
  }

  private static long[] whole(double[] counts) {
    return Arrays.stream(counts).mapToLong(Math::round).toArray();
  }
}
