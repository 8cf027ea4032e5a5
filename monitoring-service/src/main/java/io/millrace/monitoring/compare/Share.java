package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.BinSums;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much of the answers' variance lies between a feature's bins, less what chance alone puts
 * there (of each bin its answers' variance by their number); below 0 where the bins differ less
 * than by chance.
 *
 * @param ofAll as a share of the variance: the correlation ratio
 * @param variance as it is
 */
record Share(Estimate ofAll, Estimate variance) {

  /** Where answers vary less there is nothing to share, but rounding. */
  private static final double LEAST_VARIANCE = 1e-9;

  /** Empty where there are no two answers that differ. */
  static Optional<Share> of(BinSums sums) {
    double n = total(sums, BinSums.COUNT);
    double mean = total(sums, BinSums.FIRST) / n;
    double all = total(sums, BinSums.SECOND) / n - mean * mean;
    if (n < 2 || all <= LEAST_VARIANCE) {
      return Optional.empty();
    }
    Bin[] bins =
        IntStream.range(0, sums.bins())
            .filter(bin -> sums.sum(bin, BinSums.COUNT) > 0)
            .mapToObj(bin -> Bin.of(sums, bin, mean, n))
            .toArray(Bin[]::new);
    return Optional.of(of(bins, n, all * n / (n - 1)));
  }

  private static double total(BinSums sums, int power) {
    return IntStream.range(0, sums.bins()).mapToDouble(bin -> sums.sum(bin, power)).sum();
  }

  private static Share of(Bin[] bins, double n, double all) {
    double within = Arrays.stream(bins).mapToDouble(bin -> bin.part * bin.variance).sum();
    double usual = within * n / Math.max(1, n - bins.length);
    double between = 0;
    double byChance = 0;
    double chance = 0;
    for (Bin bin : bins) {
      double own = bin.unbiased(n, usual);
      between += bin.part * bin.apart * bin.apart;
      byChance += own / n * (1 - bin.part);
      chance += 2 * own * own;
    }
    double explained = between - byChance;
    double byBins = Math.sqrt(chance);
    double share = Math.clamp(explained / all, 0, 1);
    return new Share(
        new Estimate(n, explained / all, byRow(bins, share) / (all * all), byBins / all),
        new Estimate(n, explained, byRow(bins, 0), byBins));
  }

  /**
   * @param share of all; 0 for the variance as it is
   */
  private static double byRow(Bin[] bins, double share) {
    double mean = 0;
    double square = 0;
    for (Bin bin : bins) {
      mean += bin.part * ((1 - share) * bin.apart * bin.apart - share * bin.variance);
      square += bin.part * bin.squaredInfluence(share);
    }
    return Math.max(0, square - mean * mean);
  }

  /**
   * One bin's answers.
   *
   * @param part of all answers that are here
   * @param apart how far their mean is from that of all
   * @param variance of those seen, as the two moments after it
   */
  private record Bin(double part, double apart, double variance, double third, double fourth) {

    static Bin of(BinSums sums, int bin, double mean, double n) {
      double count = sums.sum(bin, BinSums.COUNT);
      double own = sums.sum(bin, BinSums.FIRST) / count;
      double square = sums.sum(bin, BinSums.SECOND) / count;
      double cube = sums.sum(bin, BinSums.THIRD) / count;
      double power = sums.sum(bin, BinSums.FOURTH) / count;
      double far = own * own;
      return new Bin(
          count / n,
          own - mean,
          Math.max(0, square - far),
          cube - 3 * own * square + 2 * far * own,
          Math.max(0, power - 4 * own * cube + 6 * far * square - 3 * far * far));
    }

    /**
     * @param usual where one answer tells nothing of it
     */
    double unbiased(double n, double usual) {
      double count = part * n;
      return count > 1.5 ? variance * count / (count - 1) : usual;
    }

    /**
     * The mean square of what one of its rows adds: (1 - share) (2 d e + d²) - share e², where d is
     * how far the bin is apart, and e how far its answer is from the bin's mean.
     */
    double squaredInfluence(double share) {
      double rest = 1 - share;
      double far = apart * apart;
      return rest * rest * (4 * far * variance + far * far)
          + share * share * fourth
          - 2 * share * rest * (2 * apart * third + far * variance);
    }
  }
}
