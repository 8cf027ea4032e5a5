package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.problem.ProblemName;

/**
 * A window that is full, and all that its verdict needs besides its rows.
 *
 * @param number of the version's windows, from 1
 * @param last the event whose prediction filled it
 * @param correlationId of that prediction
 */
public record ClosedWindow(int version, long number, int size, EventId last, String correlationId) {

  Occasion occasion(ProblemName problem) {
    return Occasion.ofWindow(problem, version, number, last, correlationId);
  }
}
