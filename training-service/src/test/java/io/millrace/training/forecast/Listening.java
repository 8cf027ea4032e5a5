package io.millrace.training.forecast;

import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.search.Trial;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears how far a training is. */
class Listening implements Listener {

  static final Listener NOBODY = new Listening();

  final List<String> tried = new CopyOnWriteArrayList<>();
  final List<String> fitted = new CopyOnWriteArrayList<>();

  @Override
  public void tried(Trial trial) {
    tried.add(trial.algorithm().word());
  }

  @Override
  public void fitted(Candidate candidate) {
    fitted.add(candidate.algorithm());
  }

  @Override
  public void ensureWanted() {}
}
