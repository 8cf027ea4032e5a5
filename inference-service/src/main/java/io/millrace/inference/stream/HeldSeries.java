package io.millrace.inference.stream;

import io.millrace.event.Series;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.SeriesState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a series between batches.
 *
 * @param stepMillis of the model that kept it
 * @param next what was forecast for the step after the newest value; NaN where nothing was
 */
record HeldSeries(long stepMillis, SeriesState.Held held, double next) {

  /** As it was told. */
  static HeldSeries of(Series told) {
    double[] values = new double[told.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(told.values().get(i));
    }
    return new HeldSeries(
        told.stepMillis(),
        new SeriesState.Held(values, told.lastTime().toEpochMilli()),
        number(told.next()));
  }

  private static double number(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  /** As it is told. */
  Series told() {
    List<@Nullable Double> values = new ArrayList<>();
    for (double value : held.values()) {
      values.add(present(value));
    }
    return new Series(stepMillis, Instant.ofEpochMilli(held.lastMillis()), values, present(next));
  }

  private static @Nullable Double present(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** To go on from; a model with another step begins anew. */
  SeriesState open(ForecastPlan plan) {
    return stepMillis == plan.stepMillis() ? SeriesState.of(plan, held) : new SeriesState(plan);
  }
}
