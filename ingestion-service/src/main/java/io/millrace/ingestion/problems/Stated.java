package io.millrace.ingestion.problems;

import io.millrace.problem.ProblemError;
import java.util.List;

/** What stating a problem leads to. */
public sealed interface Stated {

  /**
   * @param isNew whether there was none of this name
   */
  record Published(long version, boolean isNew) implements Stated {}

  /** It stood like this before. */
  record Unchanged(long version) implements Stated {}

  /**
   * @param errors all of them; never empty
   */
  record Refused(List<ProblemError> errors) implements Stated {
    public Refused {
      errors = List.copyOf(errors);
    }
  }
}
