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
 */
public record Answer(
    int version,
    Instant eventTime,
    @Nullable String label,
    @Nullable Map<String, Double> probabilities,
    @Nullable Double value,
    long place) {

  static final long UNLABELLED = -1;

  static Answer of(Prediction prediction) {
    return new Answer(
        prediction.modelVersion(),
        prediction.eventTime(),
        prediction.label(),
        prediction.probabilities(),
        prediction.value(),
        UNLABELLED);
  }

  Answer at(long newPlace) {
    return new Answer(version, eventTime, label, probabilities, value, newPlace);
  }
}
