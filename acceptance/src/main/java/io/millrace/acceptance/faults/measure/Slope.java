package io.millrace.acceptance.faults.measure;

import java.util.List;

/** The line that fits best, by least squares. */
final class Slope {

  private static final double HOUR = 3600;

  private Slope() {}

  /** How much the values grow in an hour; 0 where there are fewer than three. */
  static double perHour(List<Sample> samples) {
    if (samples.size() < 3) {
      return 0;
    }
    double meanX = samples.stream().mapToDouble(Sample::seconds).average().orElseThrow();
    double meanY = samples.stream().mapToDouble(Sample::value).average().orElseThrow();
    double together = 0;
    double spread = 0;
    for (Sample sample : samples) {
      double x = sample.seconds() - meanX;
      together += x * (sample.value() - meanY);
      spread += x * x;
    }
    return spread == 0 ? 0 : together / spread * HOUR;
  }
}
