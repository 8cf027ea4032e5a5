package io.millrace.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** How good a model is, by its standard name. */
public enum Metric {
  ACCURACY("accuracy", Task.CLASSIFICATION, true),
  /** Of the positive class where there are two, macro-averaged where there are more. */
  F1("f1", Task.CLASSIFICATION, true),
  PRECISION("precision", Task.CLASSIFICATION, true),
  RECALL("recall", Task.CLASSIFICATION, true),
  BALANCED_ACCURACY("balanced-accuracy", Task.CLASSIFICATION, true),
  LOG_LOSS("log-loss", Task.CLASSIFICATION, false),
  MAE("mae", Task.REGRESSION, false),
  RMSE("rmse", Task.REGRESSION, false),
  R2("r2", Task.REGRESSION, true);

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
