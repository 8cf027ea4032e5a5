package io.millrace.training.run;

import io.millrace.message.Cause;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.store.RunRecord;
import java.util.Optional;

/**
 * A run that is to be done.
 *
 * @param problem as it was stated when the run was decided on
 * @param drift that it answers
 */
record Plan(VersionedProblem problem, RunRecord record, Optional<OpenDrift> drift) {

  Problem stated() {
    return problem.problem();
  }

  ProblemName name() {
    return problem.problem().name();
  }

  String run() {
    return record.run();
  }

  Cause cause() {
    return record.cause();
  }
}
