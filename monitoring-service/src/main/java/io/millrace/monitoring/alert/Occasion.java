package io.millrace.monitoring.alert;

import io.millrace.event.EventId;
import io.millrace.message.ControlMessage;
import io.millrace.problem.ProblemName;
import java.util.Locale;

/**
 * What gives rise to news, and names them.
 *
 * @param place {@code window-12} or {@code labelled-300}: how far the watch over the version was
 * @param event the last one that was counted
 * @param correlationId of the message that brought it
 */
public record Occasion(
    ProblemName problem, int version, String place, EventId event, String correlationId) {

  public static Occasion ofWindow(
      ProblemName problem, int version, long number, EventId event, String correlationId) {
    return new Occasion(problem, version, "window-" + number, event, correlationId);
  }

  public static Occasion ofTruth(
      ProblemName problem, int version, long labelled, EventId event, String correlationId) {
    return new Occasion(problem, version, "labelled-" + labelled, event, correlationId);
  }

  /**
   * @param what tells the news of one occasion apart
   */
  public News news(String what, ControlMessage message) {
    return new News(id(what), message, correlationId);
  }

  String id(String what) {
    return "%s/%d/%s/%s/%s"
        .formatted(problem, version, place, event, what.toLowerCase(Locale.ROOT));
  }
}
