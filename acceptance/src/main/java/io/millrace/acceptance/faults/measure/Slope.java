package io.millrace.acceptance.faults.measure;

import java.util.Arrays;
import java.util.List;

/**
 * How values grow: the median of the slopes between every two of them, which a burst does not turn
 * (Theil 1950; Sen 1968, Journal of the American Statistical Association 63(324)).
 *
 * @param perHour how much the values grow in an hour; 0 where there are fewer than three
 * @param error a quarter of the slope's 95 % interval, by Sen: about its standard error
 */
record Slope(double perHour, double error) {

  private static final double HOUR = 3600;
  private static final double OF_95_PERCENT = 1.96;

  static Slope of(List<Sample> samples) {
    double[] slopes = slopes(samples);
    if (samples.size() < 3 || slopes.length == 0) {
      return new Slope(0, 0);
    }
    Arrays.sort(slopes);
    double n = samples.size();
    double ranks = OF_95_PERCENT * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
    double low = at(slopes, (slopes.length - ranks) / 2);
    double high = at(slopes, (slopes.length + ranks) / 2);
    return new Slope(at(slopes, slopes.length / 2.0) * HOUR, (high - low) / 4 * HOUR);
  }

  private static double at(double[] sorted, double rank) {
    return sorted[(int) Math.clamp(rank, 0, sorted.length - 1)];
  }

  private static double[] slopes(List<Sample> samples) {
    double[] slopes = new double[samples.size() * (samples.size() - 1) / 2];
    int count = 0;
    for (int later = 1; later < samples.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        double seconds = samples.get(later).seconds() - samples.get(earlier).seconds();
        if (seconds != 0) {
          slopes[count++] = (samples.get(later).value() - samples.get(earlier).value()) / seconds;
        }
      }
    }
    return Arrays.copyOf(slopes, count);
  }
}
