package io.millrace.training.train;

import io.millrace.problem.Train.Algorithm;

/** A way to learn. */
public interface Trainer {

  Algorithm algorithm();

  /**
   * Learns from all rows of a set. The same set and seed give the same model, bit by bit.
   *
   * @return what was learned, to be closed after use
   */
  Trained train(TrainingSet set, long seed);
}
