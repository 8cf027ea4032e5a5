package io.millrace.training.run;

import io.millrace.problem.Metric;
import io.millrace.training.search.Trial;
import io.millrace.training.store.RunRecord.Progress;

/** Tells how far a search is, and the fitting after it. */
final class Told {

  private static final int PREPARED = 5;
  private static final int SEARCHED = 80;
  private static final int FITTED = 95;

  private final Follower follower;
  private final int trials;
  private final Metric metric;
  private int ended;
  private int fitted;

  /**
   * @param trials how many there are at most, as far as is known
   * @param metric that they are ranked by
   */
  Told(Follower follower, int trials, Metric metric) {
    this.follower = follower;
    this.trials = trials;
    this.metric = metric;
  }

  synchronized void trial(Trial trial) {
    ended++;
    Trial.Best best = trial.best();
    follower.reached(
        new Progress(
            between(PREPARED, SEARCHED, ended, Math.max(ended, trials)),
            "trial %d of %d, %s on %s: %s after %d steps (%.1f s): %s"
                .formatted(
                    trial.number(),
                    Math.max(ended, trials),
                    trial.algorithm().word(),
                    trial.history(),
                    trial.end().word(),
                    trial.steps(),
                    trial.seconds(),
                    best == null
                        ? String.valueOf(trial.reason())
                        : "%s %.4f after %d"
                            .formatted(metric.word(), best.at().metric(), best.at().step()))));
  }

  static Progress fitting(Fit fit, int done, int all) {
    return new Progress(
        between(SEARCHED, FITTED, done, all),
        "fitting %s on %s".formatted(fit.trainer().algorithm().word(), fit.history().name()));
  }

  /** A model was fitted and measured on the holdout; there are as many as there were trials. */
  synchronized void fitted(String algorithm, double reached) {
    fitted++;
    follower.reached(
        new Progress(
            between(SEARCHED, FITTED, fitted, Math.max(fitted, ended)),
            "%s fitted anew: %s %.4f on the holdout".formatted(algorithm, metric.word(), reached)));
  }

  private static int between(int from, int to, int done, int all) {
    return from + (to - from) * done / all;
  }
}
