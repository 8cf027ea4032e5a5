package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import java.time.Duration;
import java.time.Instant;

/**
 * A prediction as it was told.
 *
 * @param entity of its event
 * @param at when it was made
 * @param correlationId of the request that brought the event
 */
public record Told(Prediction prediction, String entity, Instant at, String correlationId) {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  int version() {
    return prediction.modelVersion();
  }

  Instant eventTime() {
    return prediction.eventTime();
  }

  /** Whether its event is of a time that had not come yet, by more than clocks differ. */
  boolean isAhead(Duration allowed) {
    Duration most = allowed.compareTo(TOLERANCE) > 0 ? allowed : TOLERANCE;
    return eventTime().isAfter(at.plus(most));
  }
}
