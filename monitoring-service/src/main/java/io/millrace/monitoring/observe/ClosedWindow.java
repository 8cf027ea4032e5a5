package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.problem.ProblemName;
import org.jspecify.annotations.Nullable;

/**
 * A window that has closed, and all that its verdict needs besides its rows.
 *
 * @param number of the version's windows, from 1
 * @param last the event that was counted last
 * @param correlationId of that one's prediction
 * @param delivery how predictions came meanwhile; null where an earlier Millrace wrote it
 */
public record ClosedWindow(
    int version,
    long number,
    int size,
    EventId last,
    String correlationId,
    @Nullable Delivery delivery) {

  Occasion occasion(ProblemName problem) {
    return Occasion.ofWindow(problem, version, number, last, correlationId);
  }
}
