package io.millrace.monitoring.observe;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.baseline.Baseline;

/** What each model version was trained on. */
public interface Baselines {

  Found find(ProblemName problem, int version);

  /** The baseline, or why there is none. */
  sealed interface Found {
    record Here(Baseline baseline) implements Found {}

    record Absent(String reason) implements Found {}
  }
}
