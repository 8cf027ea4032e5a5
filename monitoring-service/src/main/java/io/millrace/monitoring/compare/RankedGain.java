package io.millrace.monitoring.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002, ACM Transactions on
 * Information Systems 20(4)): how good one ranking is by what the ranked were worth in another, 1
 * where it is as good as can be. Those that tie share their places (McSherry and Najork 2008,
 * European Conference on Information Retrieval).
 */
final class RankedGain {

  private RankedGain() {}

  /**
   * @param worth of each, 0 or more
   * @param ranked by these, the highest first
   */
  static double of(double[] worth, double[] ranked) {
    double ideal = gain(worth, worth);
    return ideal > 0 ? gain(worth, ranked) / ideal : 1;
  }

  private static double gain(double[] worth, double[] ranked) {
    int[] order =
        IntStream.range(0, ranked.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> ranked[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double gain = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && ranked[order[to]] == ranked[order[from]]) {
        to++;
      }
      double sum = Arrays.stream(order, from, to).mapToDouble(i -> worth[i]).sum();
      gain += sum * IntStream.range(from, to).mapToDouble(RankedGain::discount).average().orElse(0);
      from = to;
    }
    return gain;
  }

  private static double discount(int place) {
    return Math.log(2) / Math.log(place + 2.0);
  }
}
