package io.millrace.monitoring.observe;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.baseline.Baseline;

/** What each model version was trained on. */
public interface Baselines {

  /** Answers within seconds, whatever the store does. */
  Found find(ProblemName problem, int version);

  /** The baseline, or why there is none. */
  sealed interface Found {
    record Here(Baseline baseline) implements Found {}

    /** It is known that there is none to be had. */
    record Absent(String reason) implements Found {}

    /** It is not known: the store does not answer now. */
    record Unreachable(String reason) implements Found {}
  }
}
