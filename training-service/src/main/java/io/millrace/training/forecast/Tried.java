package io.millrace.training.forecast;

import io.millrace.scoring.model.Manifest;
import io.millrace.training.search.Trial;

/**
 * What an algorithm reached on the validation part.
 *
 * @param judged its forecasts after its best step
 */
record Tried(Forecaster forecaster, Trial trial, Judged judged, Accuracy accuracy) {

  /** In the metric by which algorithms are ranked. */
  double reached(ForecastTask task) {
    return accuracy.value(task.metric());
  }

  /** After so many steps it was best. */
  int steps() {
    Trial.Best best = trial.best();
    return best == null ? trial.steps() : best.at().step();
  }

  /** What is to be done to learn the same from more rows. */
  Manifest.Recipe recipe(long seed) {
    return new Manifest.Recipe(trial.history(), trial.parameters().values(), steps(), seed);
  }
}
