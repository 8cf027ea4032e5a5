package io.millrace.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Step 1: what the model predicts, and when it is good enough.
 *
 * @param target the name of the value to predict
 * @param positive the class that precision, recall and F1 look at where there are two; absent: the
 *     last in alphabetical order, as is usual for 0/1, false/true and no/yes
 * @param success the bar that a model meets before it serves; absent: any model that trains
 * @param forecast what is forecast; absent for other tasks
 */
public record Define(
    Task task,
    String target,
    Optional<String> positive,
    Optional<Success> success,
    Optional<Horizon> forecast) {

  /** A task that forecasts nothing. */
  public Define(Task task, String target, Optional<String> positive, Optional<Success> success) {
    this(task, target, positive, success, Optional.empty());
  }

  /**
   * How far is forecast, and from what.
   *
   * @param steps how many values ahead
   * @param context from how many values; absent: three times as many, in whole seasons
   * @param season after how many steps the series is alike, 1 for never; absent: it is found
   */
  public record Horizon(int steps, OptionalInt context, OptionalInt season) {}

  /**
   * @param bound the lowest value allowed of a metric where higher is better, the highest where
   *     lower is better
   */
  public record Success(Metric metric, double bound) {

    public boolean isMetBy(double value) {
      return !Double.isNaN(value) && (metric.higherIsBetter() ? value >= bound : value <= bound);
    }
  }

  /** That a value of the primary metric misses the bar, in words; empty where it does not. */
  public Optional<String> missedBar(double value) {
    return success
        .filter(bar -> !bar.isMetBy(value))
        .map(
            bar ->
                String.format(
                    Locale.ROOT,
                    "%s of %.4f misses the bar: at %s %.4f",
                    bar.metric().word(),
                    value,
                    bar.metric().higherIsBetter() ? "least" : "most",
                    bar.bound()));
  }

  /** The metric by which models are compared: that of {@code success}, or the task's usual one. */
  public Metric primaryMetric() {
    return success
        .map(Success::metric)
        .orElseGet(
            () ->
                switch (task) {
                  case CLASSIFICATION -> Metric.F1;
                  case REGRESSION -> Metric.RMSE;
                  case FORECASTING -> Metric.MASE;
                });
  }
}
