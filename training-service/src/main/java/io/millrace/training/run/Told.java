package io.millrace.training.run;

import io.millrace.problem.Search;
import io.millrace.training.search.Trial;
import io.millrace.training.store.RunRecord.Progress;

/** Tells how far a search is, and the fitting after it. */
final class Told {

  private static final int PREPARED = 5;
  private static final int SEARCHED = 80;
  private static final int FITTED = 95;

  private final Follower follower;
  private final Search search;
  private int ended;

  Told(Follower follower, Search search) {
    this.follower = follower;
    this.search = search;
  }

  void trial(Trial trial) {
    ended++;
    Trial.Best best = trial.best();
    follower.reached(
        new Progress(
            between(PREPARED, SEARCHED, ended, Math.max(ended, search.limits().trials())),
            "trial %d of %d, %s on %s: %s after %d steps (%.1f s): %s"
                .formatted(
                    trial.number(),
                    Math.max(ended, search.limits().trials()),
                    trial.algorithm().word(),
                    trial.history(),
                    trial.end().word(),
                    trial.steps(),
                    trial.seconds(),
                    best == null
                        ? String.valueOf(trial.reason())
                        : "%s %.4f after %d"
                            .formatted(
                                search.metric().word(), best.at().metric(), best.at().step()))));
  }

  static Progress fitting(Fit fit, int done, int all) {
    return new Progress(
        between(SEARCHED, FITTED, done, all),
        "fitting %s on %s".formatted(fit.trainer().algorithm().word(), fit.history().name()));
  }

  private static int between(int from, int to, int done, int all) {
    return from + (to - from) * done / all;
  }
}
