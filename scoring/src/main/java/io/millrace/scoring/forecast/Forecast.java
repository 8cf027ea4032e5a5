package io.millrace.scoring.forecast;

import io.millrace.event.Ahead;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What a series will be, step after step.
 *
 * @param times in epoch milliseconds
 * @param values the most likely ones
 * @param low below the value by the step's margin; empty where the plan has no margins
 * @param high above the value by the step's margin; empty where the plan has no margins
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record Forecast(long[] times, double[] values, double[] low, double[] high) {

  /** With the plan's margins, wide as the window's scale. */
  public static Forecast of(ForecastPlan plan, Window window, double[] values) {
    double scale = window.scale(plan);
    int bounded = plan.margins().size();
    long[] times = new long[values.length];
    double[] low = new double[bounded];
    double[] high = new double[bounded];
    for (int i = 0; i < values.length; i++) {
      times[i] = plan.timeOf(window, i + 1);
      if (bounded > 0) {
        low[i] = values[i] - scale * plan.margins().get(i);
        high[i] = values[i] + scale * plan.margins().get(i);
      }
    }
    return new Forecast(times, values, low, high);
  }

  /** Whether all of it are numbers: values beyond a float's lead to none. */
  public boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** The same as it is told. */
  public Ahead ahead(ForecastPlan plan) {
    return new Ahead(
        Instant.ofEpochMilli(times[0]), plan.stepMillis(), list(values), list(low), list(high));
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
