package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.problem.ProblemName;
import java.time.Clock;
import java.util.List;

/** What people are told about versions that come into use and are taken out of it. */
public final class RolloutNews {

  private static final String KIND = "rollout";

  private final ProblemName problem;
  private final Clock clock;

  public RolloutNews(ProblemName problem, Clock clock) {
    this.problem = problem;
    this.clock = clock;
  }

  /** Of a decision; nothing where shares were changed. */
  public List<News> about(ControlMessage message, String correlationId) {
    if (message instanceof ModelPromoted promoted) {
      return List.of(promoted(promoted, correlationId));
    }
    return message instanceof ModelRolledBack back
        ? List.of(rolledBack(back, correlationId))
        : List.of();
  }

  private News promoted(ModelPromoted message, String correlationId) {
    return news(
        message.traffic().decision(),
        Alert.Severity.INFO,
        "Version %d answers from here on, decided by %s: %s."
            .formatted(message.version(), message.by(), message.reason()),
        correlationId);
  }

  private News rolledBack(ModelRolledBack message, String correlationId) {
    String next =
        message.to() == 0 ? "no version answers" : "version %d answers".formatted(message.to());
    return news(
        message.traffic().decision(),
        Alert.Severity.WARNING,
        "Version %d was taken out of the traffic by %s, and %s: %s."
            .formatted(message.from(), message.by(), next, message.reason()),
        correlationId);
  }

  private News news(int decision, Alert.Severity severity, String text, String correlationId) {
    return new News(
        "%s/decision-%d/rollout-alert".formatted(problem, decision),
        new Alert(problem, severity, KIND, text, clock.instant()),
        correlationId);
  }
}
