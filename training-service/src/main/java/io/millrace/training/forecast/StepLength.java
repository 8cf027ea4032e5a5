package io.millrace.training.forecast;

import io.millrace.training.prepare.LandedSeries.Observed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The time from one value to the next.
 *
 * @param millis the median
 * @param irregular the share of values that come more than a tenth of a step off the grid
 */
record StepLength(long millis, double irregular) {

  private static final int TENTH = 10;

  /** Empty where no two values of a series have different times. */
  static Optional<StepLength> of(List<Observed> series) {
    long[] steps =
        series.stream()
            .flatMapToLong(StepLength::steps)
            .filter(step -> step > 0)
            .sorted()
            .toArray();
    if (steps.length == 0) {
      return Optional.empty();
    }
    long median = steps[(steps.length - 1) / 2];
    long off = Arrays.stream(steps).filter(step -> isOff(step, median)).count();
    return Optional.of(new StepLength(median, (double) off / steps.length));
  }

  private static LongStream steps(Observed series) {
    long[] millis = series.millis();
    return LongStream.range(1, millis.length).map(i -> millis[(int) i] - millis[(int) i - 1]);
  }

  private static boolean isOff(long step, long median) {
    long rest = step % median;
    return Math.min(rest, median - rest) > median / TENTH;
  }
}
