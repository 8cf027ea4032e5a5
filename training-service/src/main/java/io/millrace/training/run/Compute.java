package io.millrace.training.run;

import io.millrace.training.search.TrialLog;

/**
 * Where a run is computed. A computing knows no store and no broker: what it reads lies on this
 * machine, and so does what it makes. The same job gives the same bytes wherever it is done.
 */
public interface Compute {

  /**
   * Prepares, searches, fits and judges.
   *
   * @param trials that ended before are not computed again; those that end are kept there
   * @param follower hears how far it is, and whose exceptions break it off
   * @throws ComputeFailed where whatever computes dies of it
   * @throws RuntimeException where the computing fails; its message is a plain sentence
   */
  Computed compute(Job job, TrialLog trials, Follower follower);
}
