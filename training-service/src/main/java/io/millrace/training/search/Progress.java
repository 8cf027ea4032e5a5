package io.millrace.training.search;

import io.millrace.problem.Metric;
import java.util.List;

/**
 * Where a curve is best. The metric decides where it moves with every answer, and the loss where it
 * is a step function, which would be best at the first of many equals.
 */
final class Progress {

  private Progress() {}

  /** The best evaluation's place; -1 where none is a number. */
  static int best(Metric metric, List<Evaluation> curve) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < curve.size(); i++) {
      double error = error(metric, curve.get(i));
      if (error < least) {
        least = error;
        best = i;
      }
    }
    return best;
  }

  /** How good the best evaluation is. */
  static Standing standing(Metric metric, List<Evaluation> curve) {
    int best = best(metric, curve);
    return best < 0
        ? Standing.NONE
        : Standing.of(metric, curve.get(best).metric(), curve.get(best).loss());
  }

  private static double error(Metric metric, Evaluation at) {
    if (Double.isNaN(at.metric()) || isStepFunction(metric)) {
      return at.loss();
    }
    return metric.higherIsBetter() ? -at.metric() : at.metric();
  }

  /** Whether it looks at the most probable class only. */
  private static boolean isStepFunction(Metric metric) {
    return switch (metric) {
      case ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, F1, MACRO_F1 -> true;
      case ROC_AUC, PR_AUC, LOG_LOSS, BRIER, MAE, RMSE, RMSLE, R2, MAPE, MASE, SMAPE -> false;
    };
  }
}
