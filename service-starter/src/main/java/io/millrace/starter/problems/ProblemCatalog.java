package io.millrace.starter.problems;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.util.List;
import java.util.Optional;

/** The problems as the compacted topic has them, kept up to date; safe for concurrent readers. */
public interface ProblemCatalog {

  Optional<VersionedProblem> find(ProblemName name);

  /** All of them, by name. */
  List<VersionedProblem> all();

  /**
   * Calls a listener after each change and, at once, for what is already known. The listener is
   * called on the consumer's thread.
   */
  void onChange(Listener listener);

  /** A problem and the version of its file. */
  record VersionedProblem(
      Problem problem, long version, java.util.Map<String, Object> definition) {}

  /** Hears of changes. */
  interface Listener {
    void applied(VersionedProblem problem);

    void deleted(ProblemName name);
  }
}
