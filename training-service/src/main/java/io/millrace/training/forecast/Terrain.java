package io.millrace.training.forecast;

import io.millrace.problem.Prepare.Size;
import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.training.prepare.LandedSeries.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * Series on their grid, parted by time: learn, then validate, then hold out.
 *
 * @param plan without margins; its encoding is of no meaning here
 * @param validationFrom the first time of the validation part
 * @param holdoutFrom the first time of the holdout
 */
record Terrain(List<TimeSeries> series, ForecastPlan plan, long validationFrom, long holdoutFrom) {

  private static final int HORIZONS = 3;
  private static final int SHORTEST = 24;

  static Terrain of(List<Observed> observed, StepLength step, ForecastTask task) {
    long[] times = observed.stream().flatMapToLong(one -> Arrays.stream(one.millis())).toArray();
    Arrays.sort(times);
    int held = cut(times.length, task.holdout());
    long holdoutFrom = times[held];
    long validationFrom = times[cut(held, task.validation())];
    List<TimeSeries> wide = grid(observed, step, Integer.MAX_VALUE);
    int longest = wide.stream().mapToInt(one -> before(one, holdoutFrom)).max().orElse(0);
    int season = season(wide, holdoutFrom, task);
    int context = context(task, season, longest);
    double deviation = deviation(values(wide, holdoutFrom));
    ForecastPlan plan =
        new ForecastPlan(
            step.millis(),
            task.horizon(),
            context,
            season <= context ? season : Seasonality.NONE,
            observed.size() == 1 && deviation > 0 ? deviation : 0,
            Encoding.WINDOW,
            task.coverage(),
            List.of());
    return new Terrain(grid(observed, step, context), plan, validationFrom, holdoutFrom);
  }

  /** The first place of the latest. */
  private static int cut(int values, Size latest) {
    return (int) Math.clamp(values - latest.of(values), 0, values - 1);
  }

  private static List<TimeSeries> grid(List<Observed> observed, StepLength step, int context) {
    int longestGap = Math.min(context, 100_000);
    List<TimeSeries> series = new ArrayList<>();
    observed.forEach(one -> series.addAll(TimeSeries.of(one, step.millis(), longestGap)));
    return series;
  }

  private static int season(List<TimeSeries> series, long before, ForecastTask task) {
    OptionalInt given = task.season();
    if (given.isPresent()) {
      return given.getAsInt();
    }
    List<double[]> training =
        series.stream()
            .map(one -> Arrays.copyOf(one.values(), before(one, before)))
            .filter(values -> values.length > 0)
            .toList();
    return Seasonality.find(training, task.context().orElse(Integer.MAX_VALUE));
  }

  private static int context(ForecastTask task, int season, int longest) {
    int seasons = Math.ceilDiv(Math.max(HORIZONS * task.horizon(), SHORTEST), season);
    int possible = Math.max(2, (longest - task.horizon()) / 2);
    return task.context().orElse(Math.min(seasons * season, possible));
  }

  /** How many of a series' values come before a time. */
  private static int before(TimeSeries series, long millis) {
    int found = Arrays.binarySearch(series.millis(), millis);
    return found < 0 ? -found - 1 : found;
  }

  /** The values before the holdout. */
  double[] values() {
    return values(series, holdoutFrom);
  }

  private static double[] values(List<TimeSeries> series, long before) {
    return series.stream()
        .flatMapToDouble(one -> Arrays.stream(one.values(), 0, before(one, before)))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  private static double deviation(double[] values) {
    double mean = DoubleStream.of(values).average().orElse(0);
    return Math.sqrt(
        DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).average().orElse(0));
  }

  Origins origins() {
    return new Origins(series, plan);
  }

  /** By series, how far the season before was off on the mean in the training part. */
  double[] naiveErrors() {
    double[] errors = series.stream().mapToDouble(this::naiveError).toArray();
    double mean = Arrays.stream(errors).filter(error -> error > 0).average().orElse(Double.NaN);
    return Arrays.stream(errors).map(error -> error > 0 ? error : mean).toArray();
  }

  private double naiveError(TimeSeries one) {
    double sum = 0;
    int count = 0;
    for (int i = plan.season(); i < before(one, holdoutFrom); i++) {
      double error = Math.abs(one.values()[i] - one.values()[i - plan.season()]);
      if (!Double.isNaN(error)) {
        sum += error;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
