package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Train.Algorithm;
import java.util.Map;

/** A way to learn. It sees the rows to learn from and no others: when to stop is not its to say. */
public interface Trainer {

  Algorithm algorithm();

  /** Well tried; a search tries them first. Every parameter that {@link #begin} reads is there. */
  Parameters defaults(Shape shape);

  /** Where a search looks if the problem file says nothing else. */
  Map<String, Distribution> space(Shape shape);

  /** After how many steps there is nothing more to learn; 1 for one that learns all at once. */
  int mostSteps(Parameters parameters, Shape shape);

  /**
   * Begins to learn. The same set, parameters and seed give the same model after each step, bit by
   * bit.
   *
   * @return a learner that has taken no step, to be closed after use
   */
  Learner begin(TrainingSet set, Parameters parameters, long seed);
}
