package io.millrace.training.run;

import io.millrace.message.Cause;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.training.prepare.Change;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.StoredRun;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run that is to be done: the same for whoever takes it up.
 *
 * @param problem as it was stated when the run was decided on
 * @param change when the world became another, by what was known when the run was decided on
 * @param champion the version to compare with
 * @param newest the newest version when the run was decided on
 * @param labelsSince ground truths that came before are of something else
 */
record Plan(
    VersionedProblem problem,
    RunRecord record,
    Optional<Change> change,
    OptionalInt champion,
    int newest,
    Optional<Instant> labelsSince) {

  /**
   * @throws IllegalStateException where this Millrace no longer reads the problem file
   */
  static Plan of(StoredRun stored) {
    var plan = stored.plan();
    Problem problem =
        switch (ProblemFile.read(plan.definition())) {
          case ProblemFile.Accepted(Problem accepted) -> accepted;
          case ProblemFile.Refused refused ->
              throw new IllegalStateException("the problem no longer reads: " + refused.errors());
        };
    Integer champion = plan.champion();
    return new Plan(
        new VersionedProblem(problem, plan.problemVersion(), plan.definition()),
        stored.record(),
        change(stored),
        champion == null ? OptionalInt.empty() : OptionalInt.of(champion),
        plan.newest(),
        Optional.ofNullable(plan.labelsSince()));
  }

  /** A run that answers a drift has to know the new world; one for another reason may not wait. */
  private static Optional<Change> change(StoredRun stored) {
    Instant changed = stored.plan().changed();
    Cause.Kind cause = stored.record().cause().kind();
    boolean answers = cause == Cause.Kind.DRIFT || cause == Cause.Kind.PERFORMANCE;
    return changed == null
        ? stored.plan().drifts().stream()
            .findFirst()
            .map(drift -> new Change(drift.since(), false)) // of an earlier Millrace
        : Optional.of(new Change(changed, answers));
  }

  /** What a run's problem asks for; empty where this Millrace no longer reads it. */
  static Optional<io.millrace.problem.Compute> asked(StoredRun stored) {
    return switch (ProblemFile.read(stored.plan().definition())) {
      case ProblemFile.Accepted(Problem accepted) -> Optional.of(accepted.train().compute());
      case ProblemFile.Refused _ -> Optional.empty();
    };
  }

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
