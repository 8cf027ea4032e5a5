package io.millrace.training.promote;

import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.training.register.ModelStore.Stored;

/** What became of an offer. */
public sealed interface Outcome {

  /**
   * It is a version.
   *
   * @param before whether it was one already
   */
  record Here(Stored stored, boolean before) implements Outcome {}

  /**
   * It fits, and was only looked at.
   *
   * @param version that it would be
   * @param rollout what it would have to pass
   */
  record Fits(ProblemName problem, int version, String run, String digest, Rollout rollout)
      implements Outcome {}

  /**
   * @param reason what was found, a plain sentence part
   */
  record Refused(String reason) implements Outcome {}

  /** Another is being looked at. */
  record Busy() implements Outcome {}
}
