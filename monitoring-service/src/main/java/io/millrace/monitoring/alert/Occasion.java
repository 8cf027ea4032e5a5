package io.millrace.monitoring.alert;

import io.millrace.event.EventId;
import io.millrace.message.ControlMessage;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.Locale;

/**
 * What gives rise to news, and names them.
 *
 * @param place {@code window-12/e-2399} or {@code labelled-300/e-88}: how far the watch over the
 *     version was, and the event that was counted last; {@code minute-2026-02-02T14:19:00Z}
 * @param correlationId of the message that brought it
 */
public record Occasion(ProblemName problem, int version, String place, String correlationId) {

  public static Occasion ofWindow(
      ProblemName problem, int version, long number, EventId event, String correlationId) {
    return new Occasion(problem, version, "window-%d/%s".formatted(number, event), correlationId);
  }

  public static Occasion ofTruth(
      ProblemName problem, int version, long labelled, EventId event, String correlationId) {
    return new Occasion(
        problem, version, "labelled-%d/%s".formatted(labelled, event), correlationId);
  }

  public static Occasion ofEstimate(
      ProblemName problem, int version, long predicted, EventId event, String correlationId) {
    return new Occasion(
        problem, version, "predicted-%d/%s".formatted(predicted, event), correlationId);
  }

  public static Occasion ofMinute(
      ProblemName problem, int version, Instant minute, String correlationId) {
    return new Occasion(problem, version, "minute-" + minute, correlationId);
  }

  /**
   * @param what tells the news of one occasion apart
   */
  public News news(String what, ControlMessage message) {
    return new News(id(what), message, correlationId);
  }

  String id(String what) {
    return "%s/%d/%s/%s".formatted(problem, version, place, what.toLowerCase(Locale.ROOT));
  }
}
