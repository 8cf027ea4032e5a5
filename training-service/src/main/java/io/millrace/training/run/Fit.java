package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import io.millrace.training.prepare.History;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Trainer;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be fitted on the whole of a history.
 *
 * @param seen what the trial answered on the validation rows; empty where there were none
 * @param origin how it was found, for the manifest's parameters
 */
record Fit(
    Trainer trainer,
    History history,
    Parameters parameters,
    int steps,
    long seed,
    Optional<Seen> seen,
    Map<String, Object> origin) {

  /** All of it that has to be known to do it again. */
  Manifest.Recipe recipe() {
    return new Manifest.Recipe(history.name(), parameters.values(), steps, seed);
  }

  /**
   * @param answers row after row, as of {@link io.millrace.training.train.Learner#predict}
   */
  @SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
  record Seen(double[] truth, float[] answers) {}
}
