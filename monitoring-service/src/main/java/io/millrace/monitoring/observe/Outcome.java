package io.millrace.monitoring.observe;

import io.millrace.event.Label;
import io.millrace.message.DriftDetected;
import io.millrace.problem.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prediction beside the truth.
 *
 * @param eventTime of the event that was predicted
 * @param truth the true class; null for a number
 * @param label the predicted class; null for a number
 * @param probability that the model gave to the true class; 0 for a number
 * @param actual the true number; 0 for a class
 * @param predicted the predicted number; 0 for a class
 * @param probabilities that the model gave to each class; null where the metric looks at the true
 *     one's alone
 */
public record Outcome(
    Instant eventTime,
    @Nullable String truth,
    @Nullable String label,
    double probability,
    double actual,
    double predicted,
    @Nullable Map<String, Double> probabilities) {

  /**
   * @param metric that it is kept for
   * @return null where the truth is no number although the answer is one, or there is no answer
   */
  static @Nullable Outcome of(Answer answer, String truth, Metric metric) {
    if (answer.label() != null) {
      Map<String, Double> all = answer.probabilities() == null ? Map.of() : answer.probabilities();
      return new Outcome(
          answer.eventTime(),
          truth,
          Label.of(answer.label()),
          all.getOrDefault(truth, 0.0),
          0,
          0,
          Scorecard.looksAtEveryClass(metric) ? all : null);
    }
    Double predicted = answer.value();
    if (predicted == null) {
      return null; // nothing had been forecast for it
    }
    try {
      return new Outcome(
          answer.eventTime(), null, null, 0, Double.parseDouble(truth), predicted, null);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** 0 or 1 of a class; of a number how far it was off. */
  double error() {
    if (truth == null) {
      return Math.abs(actual - predicted);
    }
    return truth.equals(label) ? 0 : 1;
  }

  static DriftDetected.Window span(List<Outcome> outcomes) {
    return Samples.span(outcomes.stream().map(Outcome::eventTime).toList(), outcomes.size());
  }

  /** The probability of a class; 0 where only the true one's was kept and this is another. */
  float probability(String cls) {
    if (probabilities != null) {
      return probabilities.getOrDefault(cls, 0.0).floatValue();
    }
    return cls.equals(truth) ? (float) probability : 0;
  }
}
