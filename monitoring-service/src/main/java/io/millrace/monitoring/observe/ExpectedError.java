package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.ExpectedLoss;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a metric of numbers is likely to come to: direct loss estimation (NannyML's DLE). Each
 * answer is taken to be off as much as answers to such rows were on the holdout.
 *
 * <p>The sums are: how many, what they are likely to add to the metric, and, for how much is
 * explained, by how much answers were above the holdout's mean one, and the squares of that.
 */
final class ExpectedError implements Expectation {

  private final ExpectedLoss loss;
  private final Metric metric;

  /**
   * @param metric that can be told from the loss
   */
  ExpectedError(ExpectedLoss loss, Metric metric) {
    this.loss = loss;
    this.metric = metric;
  }

  @Override
  public double[] sums(List<Prediction> predictions) {
    double[] sums = new double[4];
    for (Prediction prediction : predictions) {
      Double answer = prediction.value();
      if (answer != null && Double.isFinite(answer)) {
        double off = answer - loss.spread().center();
        sums[0]++;
        sums[1] += loss.of(metric, prediction.features(), answer);
        sums[2] += off;
        sums[3] += off * off;
      }
    }
    return sums;
  }

  @Override
  public OptionalDouble value(double[] sums) {
    double mean = sums[1] / sums[0];
    double value =
        switch (metric) {
          case MAE, MAPE -> mean;
          case RMSE, RMSLE -> Math.sqrt(mean);
          case R2 -> 1 - mean / loss.spread().ofTruth(variance(sums), mean);
          case ACCURACY,
              BALANCED_ACCURACY,
              PRECISION,
              RECALL,
              F1,
              MACRO_F1,
              ROC_AUC,
              PR_AUC,
              LOG_LOSS,
              BRIER,
              MASE,
              SMAPE ->
              throw new IllegalArgumentException(metric.word() + " is not of numbers");
        };
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static double variance(double[] sums) {
    double mean = sums[2] / sums[0];
    return Math.max(0, sums[3] / sums[0] - mean * mean);
  }
}
