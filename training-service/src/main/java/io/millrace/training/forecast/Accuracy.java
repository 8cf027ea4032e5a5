package io.millrace.training.forecast;

import io.millrace.problem.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far forecasts were off, over all origins and steps.
 *
 * @param mase the error by the mean error of the season before in the training part (Hyndman and
 *     Koehler 2006, International Journal of Forecasting 22(4)); infinite where a series never
 *     differs from its season before
 * @param smape a share from 0 to 2: the error by the mean size of forecast and truth
 */
public record Accuracy(double mae, double rmse, double mase, double smape) {

  /**
   * @throws IllegalArgumentException where forecasts are not measured by it
   */
  public double value(Metric metric) {
    return switch (metric) {
      case MASE -> mase;
      case SMAPE -> smape;
      case MAE -> mae;
      case RMSE -> rmse;
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
          RMSLE,
          R2,
          MAPE ->
          throw new IllegalArgumentException(metric.word() + " is not of forecasts");
    };
  }

  /** By their words; those that are no number are left out. */
  public Map<String, Double> byWord() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("mase", mase);
    all.put("smape", smape);
    all.put("mae", mae);
    all.put("rmse", rmse);
    all.values().removeIf(value -> !Double.isFinite(value));
    return all;
  }
}
