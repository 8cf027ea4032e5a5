package io.millrace.inference.stream;

import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.SeriesState;

/**
 * What is kept of a series between batches.
 *
 * @param stepMillis of the model that kept it
 * @param next what was forecast for the step after the newest value; NaN where nothing was
 */
record HeldSeries(long stepMillis, SeriesState.Held held, double next) {

  /** To go on from; a model with another step begins anew. */
  SeriesState open(ForecastPlan plan) {
    return stepMillis == plan.stepMillis() ? SeriesState.of(plan, held) : new SeriesState(plan);
  }
}
