package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Train.Algorithm;
import java.util.Map;

/**
 * Linear forecasts of a window by least squares with a small ridge, one each of the whole window
 * and of its latest quarters, and their mean: what a long look back sees too much of, a short one
 * does not (Zeng et al. 2023, Are Transformers Effective for Time Series Forecasting?, AAAI 37(9),
 * for one layer; Breiman 1996, Bagging Predictors, for the mean). A step is one of the four.
 */
public final class LookBacks implements Trainer {

  static final int QUARTERS = 4;

  private static final String RIDGE = "ridge";

  @Override
  public Algorithm algorithm() {
    return Algorithm.LINEAR;
  }

  @Override
  public Parameters defaults(Shape shape) {
    return Parameters.of(Map.of(RIDGE, 0.01));
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    return Map.of(RIDGE, new LogUniform(0.0001, 1));
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return Math.min(QUARTERS, shape.width());
  }

  /**
   * @param set windows of values relative to their last, oldest first, and the values that followed
   */
  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    return new LookBackLearner(set, parameters);
  }
}
