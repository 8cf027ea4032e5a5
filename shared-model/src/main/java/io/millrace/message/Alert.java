package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.time.Instant;

/**
 * Something a person should know.
 *
 * @param kind a stable word to filter by: {@code drift}, {@code data-quality}, {@code performance},
 *     {@code concept-drift}, {@code concept-warning}, {@code model-rejected}, {@code
 *     model-refused}, {@code run-set-aside}, {@code data-suspect}
 * @param text a plain sentence: what happened, and what to do if anything
 */
public record Alert(
    ProblemName problem, Severity severity, String kind, String text, Instant raisedAt)
    implements ControlMessage {

  public enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }
}
