package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version said about one event.
 *
 * @param place its number among the version's labelled predictions; {@link #UNLABELLED} until the
 *     truth is known
 * @param sent tells one sending of the event from another; null where an earlier Millrace wrote it
 */
public record Answer(
    int version,
    Instant eventTime,
    @Nullable String label,
    @Nullable Map<String, Double> probabilities,
    @Nullable Double value,
    long place,
    @Nullable Integer sent) {

  static final long UNLABELLED = -1;

  static Answer of(Told told) {
    Prediction prediction = told.prediction();
    return new Answer(
        prediction.modelVersion(),
        prediction.eventTime(),
        prediction.label(),
        prediction.probabilities(),
        prediction.value(),
        UNLABELLED,
        told.correlationId().hashCode());
  }

  /** Whether it is about the event as it was sent then, or may be. */
  boolean isOf(Told told) {
    return sent == null || sent == told.correlationId().hashCode();
  }

  Answer at(long newPlace) {
    return new Answer(version, eventTime, label, probabilities, value, newPlace, sent);
  }
}
