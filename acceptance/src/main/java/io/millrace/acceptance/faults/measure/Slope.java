package io.millrace.acceptance.faults.measure;

import java.util.List;

/**
 * The line that fits best, by least squares.
 *
 * @param perHour how much the values grow in an hour; 0 where there are fewer than three
 * @param error the standard error of that
 */
record Slope(double perHour, double error) {

  private static final double HOUR = 3600;

  static Slope of(List<Sample> samples) {
    int n = samples.size();
    double meanX = samples.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double meanY = samples.stream().mapToDouble(Sample::value).average().orElse(0);
    double together = 0;
    double spread = 0;
    for (Sample sample : samples) {
      double x = sample.seconds() - meanX;
      together += x * (sample.value() - meanY);
      spread += x * x;
    }
    if (n < 3 || spread == 0) {
      return new Slope(0, 0);
    }
    double slope = together / spread;
    double squares = 0;
    for (Sample sample : samples) {
      double off = sample.value() - meanY - slope * (sample.seconds() - meanX);
      squares += off * off;
    }
    return new Slope(slope * HOUR, Math.sqrt(squares / (n - 2) / spread) * HOUR);
  }
}
