package io.millrace.scoring.forecast;

import java.util.Optional;

/**
 * The latest values of a series, without gaps.
 *
 * @param values oldest first, {@code context} of them
 * @param lastMillis the time of the last
 */
@SuppressWarnings("ArrayRecordComponent") // a column, handed on and never compared
public record Window(double[] values, long lastMillis) {

  private static final double SMALLEST_SHARE = 1e-6;

  /**
   * Values on the grid with NaN where one is missing: each is put on the line between its
   * neighbours, and those before the first are the first.
   *
   * @param values the last one is there
   * @return empty where more are missing in a row than the plan allows
   */
  public static Optional<Window> of(double[] values, long lastMillis, ForecastPlan plan) {
    double[] filled = values.clone();
    return fill(filled, plan.longestGap())
        ? Optional.of(new Window(filled, lastMillis))
        : Optional.empty();
  }

  /** Fills gaps in place; false where one is longer than allowed or reaches to the end. */
  public static boolean fill(double[] values, int longest) {
    int before = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        if (i - before - 1 > longest) {
          return false;
        }
        bridge(values, before, i);
        before = i;
      }
    }
    return before == values.length - 1;
  }

  private static void bridge(double[] values, int before, int next) {
    for (int i = before + 1; i < next; i++) {
      double share = (double) (i - before) / (next - before);
      values[i] =
          before < 0 ? values[next] : values[before] + share * (values[next] - values[before]);
    }
  }

  public double last() {
    return values[values.length - 1];
  }

  /** What the model's numbers are multiples of. */
  public double scale(ForecastPlan plan) {
    if (plan.scale() > 0) {
      return plan.scale();
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean) / values.length;
    }
    double least = Math.max(Math.abs(mean) * SMALLEST_SHARE, SMALLEST_SHARE);
    return Math.max(Math.sqrt(squares), least);
  }
}
