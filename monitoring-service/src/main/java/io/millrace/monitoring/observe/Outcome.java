package io.millrace.monitoring.observe;

import io.millrace.event.Label;
import java.time.Instant;
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
 */
public record Outcome(
    Instant eventTime,
    @Nullable String truth,
    @Nullable String label,
    double probability,
    double actual,
    double predicted) {

  /**
   * @return null where the truth is no number although the answer is one
   */
  static @Nullable Outcome of(Answer answer, String truth) {
    if (answer.label() != null) {
      double probability =
          answer.probabilities() == null ? 0 : answer.probabilities().getOrDefault(truth, 0.0);
      return new Outcome(answer.eventTime(), truth, Label.of(answer.label()), probability, 0, 0);
    }
    try {
      double predicted = answer.value() == null ? Double.NaN : answer.value();
      return new Outcome(answer.eventTime(), null, null, 0, Double.parseDouble(truth), predicted);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
