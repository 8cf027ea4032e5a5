package io.millrace.monitoring.judge;

import io.millrace.problem.Rollout;

/**
 * What a challenger has to stand up to.
 *
 * @param promoteAfter pairs before it may take over
 * @param tolerance how much worse it may be by the metric, as a share of the champion's
 * @param promotes whether it takes over by itself: where a problem's rollout is manual, an operator
 *     who tries a version beside the champion says so
 */
record Terms(int promoteAfter, double tolerance, boolean promotes) {

  static Terms of(Rollout wanted) {
    return wanted.compares()
        ? new Terms(wanted.promoteAfter(), wanted.tolerance(), true)
        : new Terms(Rollout.PROMOTE_AFTER, Rollout.TOLERANCE, wanted.mode() != Rollout.Mode.MANUAL);
  }
}
