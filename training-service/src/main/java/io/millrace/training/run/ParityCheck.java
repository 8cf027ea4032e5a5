package io.millrace.training.run;

import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.training.prepare.Probes;
import io.millrace.training.train.Learner;
import io.millrace.training.train.Parity;

/** An exported graph has to be the function that was learned. */
record ParityCheck(Learner trained, FittedFeatures features, ScoringModel graph) {

  /**
   * The graph's scores, after a look at rows with gaps and with unseen categories beside them.
   *
   * @throws IllegalStateException where the trainer's own answers are others
   */
  Scores score(RowBatch rows) {
    compared(Probes.of(rows));
    return compared(rows);
  }

  private Scores compared(RowBatch rows) {
    Scores scores = graph.score(rows);
    float[] own = trained.predict(features.encode(rows), rows.size());
    Parity.require(own, flat(scores, own.length / rows.size()));
    return scores;
  }

  private static float[] flat(Scores scores, int outputs) {
    float[] flat = new float[scores.rows() * outputs];
    for (int i = 0; i < flat.length; i++) {
      flat[i] =
          scores.classes().isEmpty()
              ? (float) scores.value(i)
              : scores.probability(i / outputs, i % outputs);
    }
    return flat;
  }
}
