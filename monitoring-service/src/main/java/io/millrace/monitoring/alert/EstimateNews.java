package io.millrace.monitoring.alert;

import static java.util.Locale.ROOT;

import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;

/** What is said of a metric that is bad by estimate, before labels tell. */
public final class EstimateNews {

  private final Problem problem;
  private final Monitor.Performance settings;
  private final Bound bound;

  public EstimateNews(Problem problem) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.bound = Bound.of(settings);
  }

  /** Whether an incident is over by such an estimate alone. */
  public boolean isClear(double value) {
    return settings.alertBound().isEmpty() || bound.isClear(value);
  }

  /**
   * @param predictions that it is an estimate of
   */
  public String summary(int version, double value, long predictions) {
    return String.format(
        ROOT,
        "The %s is estimated to have %s to %.4f (allowed %.4f) over the latest %d predictions of"
            + " version %d: an estimate by %s, since too few of their labels are there. Labels that"
            + " come count in its place.",
        settings.metric().word(),
        settings.metric().higherIsBetter() ? "fallen" : "risen",
        value,
        bound.value(),
        predictions,
        version,
        problem.define().task().isOfNumbers()
            ? "the errors that such rows had on its holdout"
            : "how sure it was of each");
  }

  /** Why an incident is over. */
  public String recovered(double value, long predictions) {
    return String.format(
        ROOT,
        "The %s is estimated to be %.4f over the latest %d predictions.",
        settings.metric().word(),
        value,
        predictions);
  }

  /** Why an incident is over, whatever the estimate is. */
  public String labelled(double value) {
    return String.format(
        ROOT,
        "Labels have come, and count in place of the estimate: the %s is %.4f over the last %d"
            + " labelled predictions.",
        settings.metric().word(),
        value,
        settings.window());
  }
}
