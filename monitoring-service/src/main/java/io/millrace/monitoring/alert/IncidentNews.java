package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
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
    String sequel = incident.kind().cause().map(cause -> " " + Sequel.of(stated, cause)).orElse("");
    String text = before + summary + sequel;
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
    String text =
        "Over: %s of version %d. %s".formatted(incident.kind().noun(), incident.version(), why);
    return alert(incident, Alert.Severity.INFO, text);
  }

  private Alert alert(Incident incident, Alert.Severity severity, String text) {
    return new Alert(
        problem,
        severity,
        incident.kind().word(),
        text,
        clock.instant(),
        new Alert.Incident(
            incident.id(),
            incident.state(),
            incident.severity(),
            incident.version(),
            incident.since()));
  }
}
