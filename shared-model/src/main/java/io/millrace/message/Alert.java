package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know.
 *
 * @param kind a stable word to filter by: {@code drift}, {@code data-quality}, {@code performance},
 *     {@code estimated-performance}, {@code concept-drift}, {@code attribution-drift}, {@code
 *     concept-warning}, {@code model-rejected}, {@code model-refused}, {@code run-set-aside},
 *     {@code data-suspect}
 * @param text a plain sentence: what happened, and what to do if anything
 * @param incident what it is part of; null where it stands alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alert(
    ProblemName problem,
    Severity severity,
    String kind,
    String text,
    Instant raisedAt,
    @Nullable Incident incident)
    implements ControlMessage {

  /** One that stands alone. */
  public Alert(ProblemName problem, Severity severity, String kind, String text, Instant raisedAt) {
    this(problem, severity, kind, text, raisedAt, null);
  }

  public enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }

  /** What an alert says of its incident. */
  public enum State {
    /** It began, or began again soon after it was over. */
    OPENED,
    /** It goes on, or has become worse. */
    UPDATED,
    /** It is over. */
    CLOSED
  }

  /**
   * Something that goes on for a while. Each of its alerts has the same id.
   *
   * @param severity the highest it has had
   * @param since when it was opened first
   */
  public record Incident(
      String id, State state, Severity severity, int modelVersion, Instant since) {}
}
