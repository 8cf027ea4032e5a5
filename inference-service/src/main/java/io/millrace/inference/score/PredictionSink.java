package io.millrace.inference.score;

import io.millrace.event.Prediction;
import io.millrace.problem.ProblemName;

/** Takes predictions made for requests, to be published later. */
public interface PredictionSink {

  /**
   * Returns at once; what it has no room for is counted and lost.
   *
   * @param entity that the row belongs to; the problem's name where it does not say
   */
  void offer(ProblemName problem, String entity, Prediction prediction, String correlationId);

  /** As the other, all rows of a request that have an answer. */
  void offer(PredictedRows rows, String correlationId);
}
