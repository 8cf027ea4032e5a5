package io.millrace.training.search;

import io.millrace.training.train.TrainingSet;
import java.util.Map;

/** Says how good answers are. */
public interface Judge {

  /**
   * Every metric of the task that the rows define, by its word.
   *
   * @param answers a learner's, row after row
   * @param rows that they are for
   */
  Map<String, Double> measure(float[] answers, TrainingSet rows);
}
