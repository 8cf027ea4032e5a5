package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.time.Clock;

/** What people are told of incidents. */
public final class IncidentNews {

  private final ProblemName problem;
  private final Clock clock;

  public IncidentNews(ProblemName problem, Clock clock) {
    this.problem = problem;
    this.clock = clock;
  }

  /**
   * Of one that was found, or found again.
   *
   * @param summary what was found
   * @param stated the problem
   */
  public News standing(Occasion occasion, Incident incident, String summary, Problem stated) {
    String before = incident.state() == Alert.State.UPDATED ? "It goes on. " : "";
    String text = before + summary + " " + Sequel.of(stated, cause(incident.kind()));
    return occasion.news(incident.kind() + "-alert", alert(incident, incident.severity(), text));
  }

  /**
   * @param why a sentence
   */
  public News over(Occasion occasion, Incident incident, String why) {
    return occasion.news(incident.kind() + "-closed", closed(incident, why));
  }

  /** Of one that ends for what has nothing to do with what is watched. */
  public News ended(Incident incident, String why, String correlationId) {
    return new News(incident.id() + "/closed", closed(incident, why), correlationId);
  }

  private Alert closed(Incident incident, String why) {
    String text = "Over: %s of version %d. %s".formatted(name(incident), incident.version(), why);
    return alert(incident, Alert.Severity.INFO, text);
  }

  private Alert alert(Incident incident, Alert.Severity severity, String text) {
    return new Alert(
        problem,
        severity,
        word(incident.kind()),
        text,
        clock.instant(),
        new Alert.Incident(
            incident.id(),
            incident.state(),
            incident.severity(),
            incident.version(),
            incident.since()));
  }

  private static String word(DriftDetected.Kind kind) {
    return switch (kind) {
      case DATA, PREDICTION -> "drift";
      case PERFORMANCE -> "performance";
      case CONCEPT -> "concept-drift";
    };
  }

  private static Monitor.Cause cause(DriftDetected.Kind kind) {
    return switch (kind) {
      case DATA, PREDICTION -> Monitor.Cause.DRIFT;
      case PERFORMANCE -> Monitor.Cause.PERFORMANCE;
      case CONCEPT -> Monitor.Cause.CONCEPT;
    };
  }

  private static String name(Incident incident) {
    return switch (incident.kind()) {
      case DATA -> "the drift of the features";
      case PREDICTION -> "the drift of the answers";
      case PERFORMANCE -> "the bad performance";
      case CONCEPT -> "the concept drift";
    };
  }
}
