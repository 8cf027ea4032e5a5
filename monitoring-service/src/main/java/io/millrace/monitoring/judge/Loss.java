package io.millrace.monitoring.judge;

import io.millrace.event.Label;
import io.millrace.event.Opinion;
import io.millrace.problem.Metric;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one answer costs, for metrics that are the mean of such costs or its square root. */
enum Loss {
  MISS(1),
  SURPRISE(Double.POSITIVE_INFINITY),
  DISTANCE(2),
  ABSOLUTE(Double.POSITIVE_INFINITY),
  SQUARE(Double.POSITIVE_INFINITY),
  SQUARE_OF_LOGS(Double.POSITIVE_INFINITY),
  SHARE(Double.POSITIVE_INFINITY);

  /** No probability is taken to be nearer to 0 or 1, as where training counts it. */
  private static final double LEAST = Math.ulp(1f);

  private final double most;

  Loss(double most) {
    this.most = most;
  }

  /** Empty for a metric that no single answer has a part in by itself. */
  static Optional<Loss> of(Metric metric) {
    return switch (metric) {
      case ACCURACY -> Optional.of(MISS);
      case LOG_LOSS -> Optional.of(SURPRISE);
      case BRIER -> Optional.of(DISTANCE);
      case MAE -> Optional.of(ABSOLUTE);
      case RMSE -> Optional.of(SQUARE);
      case RMSLE -> Optional.of(SQUARE_OF_LOGS);
      case MAPE -> Optional.of(SHARE);
      case BALANCED_ACCURACY, PRECISION, RECALL, F1, MACRO_F1, ROC_AUC, PR_AUC, R2, MASE, SMAPE ->
          Optional.empty();
    };
  }

  /** The largest there can be. */
  double most() {
    return most;
  }

  /** Empty where there is no answer, or the truth leaves the metric undefined. */
  OptionalDouble of(Opinion said, String truth) {
    return switch (this) {
      case MISS, SURPRISE, DISTANCE ->
          said.label() == null
              ? OptionalDouble.empty()
              : OptionalDouble.of(ofClass(said.label(), probabilities(said), truth));
      case ABSOLUTE, SQUARE, SQUARE_OF_LOGS, SHARE -> ofNumber(said.value(), truth);
    };
  }

  private static Map<String, Double> probabilities(Opinion said) {
    return said.probabilities() == null ? Map.of() : said.probabilities();
  }

  private double ofClass(String label, Map<String, Double> probabilities, String truth) {
    return switch (this) {
      case SURPRISE ->
          -Math.log(Math.clamp(probabilities.getOrDefault(truth, 0.0), LEAST, 1 - LEAST));
      case DISTANCE -> distance(probabilities, truth);
      default -> Label.of(label).equals(truth) ? 0 : 1;
    };
  }

  private static double distance(Map<String, Double> probabilities, String truth) {
    Set<String> classes = new HashSet<>(probabilities.keySet());
    classes.add(truth);
    double sum = 0;
    for (String cls : classes) {
      double off = probabilities.getOrDefault(cls, 0.0) - (cls.equals(truth) ? 1 : 0);
      sum += off * off;
    }
    return classes.size() == 2 ? sum / 2 : sum;
  }

  private OptionalDouble ofNumber(@Nullable Double said, String truth) {
    double is = number(truth);
    if (said == null || !Double.isFinite(is)) {
      return OptionalDouble.empty();
    }
    double cost =
        switch (this) {
          case SQUARE -> (said - is) * (said - is);
          case SQUARE_OF_LOGS -> squareOfLogs(is, said);
          case SHARE -> is == 0 ? Double.NaN : Math.abs((said - is) / is);
          default -> Math.abs(said - is);
        };
    return Double.isFinite(cost) ? OptionalDouble.of(cost) : OptionalDouble.empty();
  }

  private static double squareOfLogs(double is, double said) {
    double off = Math.log1p(Math.max(0, said)) - Math.log1p(is);
    return is < 0 ? Double.NaN : off * off;
  }

  /** NaN where it is none. */
  static double number(String truth) {
    try {
      return Double.parseDouble(truth);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The metric that a mean cost comes to. */
  double score(double mean) {
    return switch (this) {
      case MISS -> 1 - mean;
      case SQUARE, SQUARE_OF_LOGS -> Math.sqrt(mean);
      case SURPRISE, DISTANCE, ABSOLUTE, SHARE -> mean;
    };
  }

  /**
   * What the challenger's mean cost is held against.
   *
   * @param tolerance how much worse it may be by the metric, as a share of the champion's
   */
  Bar bar(double tolerance) {
    return switch (this) {
      case MISS -> new Bar(1 - tolerance, tolerance);
      case SQUARE, SQUARE_OF_LOGS -> new Bar((1 + tolerance) * (1 + tolerance), 0);
      case SURPRISE, DISTANCE, ABSOLUTE, SHARE -> new Bar(1 + tolerance, 0);
    };
  }

  /** {@code slope} times the champion's mean cost and {@code offset} more. */
  record Bar(double slope, double offset) {}
}
