package io.millrace.training.forecast;

import io.millrace.training.search.Trial;

/**
 * Whoever follows a training. What it throws breaks the training off. Several threads tell it at a
 * time.
 */
public interface Listener {

  /** An algorithm has ended on the validation part. */
  void tried(Trial trial);

  /** A model was fitted anew, and measured on the holdout. */
  void fitted(ForecastOutcome.Candidate candidate);

  /** Is asked from time to time. */
  void ensureWanted();
}
