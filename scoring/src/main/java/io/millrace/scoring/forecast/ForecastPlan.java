package io.millrace.scoring.forecast;

import java.util.List;

/**
 * How a forecasting model reads a series, and what it answers.
 *
 * @param stepMillis from one value to the next
 * @param horizon how many steps are forecast
 * @param context how many values a forecast is made from
 * @param season after how many steps the series is alike; 1 where it has no season
 * @param scale what values are divided by once the window's last one is taken off; 0 for the
 *     deviation of each window's own values
 * @param encoding of the graph's rows
 * @param coverage the share of true values that the intervals are made for, as 0.9
 * @param margins half of the interval's width at each step, in units of the scale; empty where no
 *     rows were left to find them on
 */
public record ForecastPlan(
    long stepMillis,
    int horizon,
    int context,
    int season,
    double scale,
    Encoding encoding,
    double coverage,
    List<Double> margins) {

  private static final int GAP_SHARE = 10;
  private static final int LARGEST = 10_000;

  public ForecastPlan {
    margins = List.copyOf(margins);
    require(stepMillis > 0, "a step of %d ms", stepMillis);
    require(horizon > 0 && horizon <= LARGEST, "a horizon of %d", horizon);
    require(context > 1 && context <= LARGEST, "a context of %d", context);
    require(season > 0 && season <= context, "a season of %d", season);
    require(scale >= 0 && Double.isFinite(scale), "a scale of %s", scale);
    require(margins.isEmpty() || margins.size() == horizon, "%d margins", margins.size());
  }

  private static void require(boolean holds, String found, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("a forecast with " + found.formatted(value));
    }
  }

  /** So many values may be missing in a row: a season's, or a tenth of the context. */
  public int longestGap() {
    return Math.max(season, context / GAP_SHARE);
  }

  /** The time of a step of the horizon, the first being 1. */
  public long timeOf(Window window, int step) {
    return window.lastMillis() + step * stepMillis;
  }

  /** The same for a graph that takes other rows. */
  public ForecastPlan with(Encoding other) {
    return new ForecastPlan(stepMillis, horizon, context, season, scale, other, coverage, margins);
  }

  /** The same with intervals. */
  public ForecastPlan with(List<Double> found) {
    return new ForecastPlan(stepMillis, horizon, context, season, scale, encoding, coverage, found);
  }
}
