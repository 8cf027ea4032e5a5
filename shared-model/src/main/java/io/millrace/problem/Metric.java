package io.millrace.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * How good a model is, by its standard name. Precision, recall and F1 are those of the positive
 * class where there are two, and the mean over the classes that turn up where there are more.
 */
public enum Metric {
  ACCURACY("accuracy", Task.CLASSIFICATION, true),
  /** The mean over the classes of the share found. */
  BALANCED_ACCURACY("balanced-accuracy", Task.CLASSIFICATION, true),
  PRECISION("precision", Task.CLASSIFICATION, true),
  RECALL("recall", Task.CLASSIFICATION, true),
  F1("f1", Task.CLASSIFICATION, true),
  /** The mean over the classes, also where there are two. */
  MACRO_F1("macro-f1", Task.CLASSIFICATION, true),
  /** Of the positive class where there are two, the mean of each against the rest where more. */
  ROC_AUC("roc-auc", Task.CLASSIFICATION, true),
  /** As {@link #ROC_AUC}; the average precision, without interpolation. */
  PR_AUC("pr-auc", Task.CLASSIFICATION, true),
  LOG_LOSS("log-loss", Task.CLASSIFICATION, false),
  /** From 0 to 1 of two classes, from 0 to 2 of more. */
  BRIER("brier", Task.CLASSIFICATION, false),
  MAE("mae", Task.REGRESSION, false),
  RMSE("rmse", Task.REGRESSION, false),
  /** Undefined where a true value is below 0; an answer below 0 counts as 0. */
  RMSLE("rmsle", Task.REGRESSION, false),
  R2("r2", Task.REGRESSION, true),
  /** A share: 0.1 is ten percent. Undefined where a true value is 0. */
  MAPE("mape", Task.REGRESSION, false),
  /** The error by the mean error of the season before, in the training part. */
  MASE("mase", Task.FORECASTING, false),
  /** A share from 0 to 2: the error by the mean size of forecast and truth. */
  SMAPE("smape", Task.FORECASTING, false);

  private final String word;
  private final Task task;
  private final boolean higherIsBetter;

  Metric(String word, Task task, boolean higherIsBetter) {
    this.word = word;
    this.task = task;
    this.higherIsBetter = higherIsBetter;
  }

  /** The word in a problem file and in messages. */
  @JsonValue
  public String word() {
    return word;
  }

  public Task task() {
    return task;
  }

  /** Whether a task's answers are measured by it: forecasts are numbers, too. */
  public boolean measures(Task other) {
    return task == other || other == Task.FORECASTING && (this == MAE || this == RMSE);
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether {@code value} is strictly better than {@code other}; a NaN is better than nothing. */
  public boolean isBetter(double value, double other) {
    if (Double.isNaN(value) || Double.isNaN(other)) {
      return !Double.isNaN(value);
    }
    return higherIsBetter ? value > other : value < other;
  }

  public static Optional<Metric> of(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word.equals(word)).findFirst();
  }

  @JsonCreator
  static Metric parse(String word) {
    return of(word).orElseThrow(() -> new IllegalArgumentException("no metric '" + word + "'"));
  }
}
