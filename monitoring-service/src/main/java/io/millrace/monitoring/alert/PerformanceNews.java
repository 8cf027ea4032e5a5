package io.millrace.monitoring.alert;

import static java.util.Locale.ROOT;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.util.List;

/** What is said about a running metric that crosses its bound. */
public final class PerformanceNews {

  private final Problem problem;
  private final Monitor.Performance settings;
  private final Clock clock;

  public PerformanceNews(Problem problem, Clock clock) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.clock = clock;
  }

  /** A metric beyond its bound by a tenth of the bound is critical. */
  public Alert.Severity severity(double value) {
    return beyond(value) >= Math.abs(bound()) / 10
        ? Alert.Severity.CRITICAL
        : Alert.Severity.WARNING;
  }

  /**
   * Whether the metric is so much better than it must be that the next few labels are not likely to
   * turn it: by a fiftieth of the bound, where there is room for that.
   */
  public boolean isClear(double value) {
    if (settings.alertBound().isEmpty()) {
      return true;
    }
    double margin = Math.abs(bound()) / 50;
    double room = settings.metric().higherIsBetter() ? (1 - bound()) / 2 : margin;
    return -beyond(value) >= Math.min(margin, room);
  }

  /** How much worse than the bound; negative where it is better. */
  private double beyond(double value) {
    return settings.metric().higherIsBetter() ? bound() - value : value - bound();
  }

  /** Why an incident is over. */
  public String recovered(double value) {
    return String.format(
        ROOT,
        "The %s is %.4f over the last %d labelled predictions.",
        settings.metric().word(),
        value,
        settings.window());
  }

  public DriftDetected detection(int version, double value, DriftDetected.Window window) {
    return new DriftDetected(
        problem.name(),
        DriftDetected.Kind.PERFORMANCE,
        version,
        List.of(
            new DriftDetected.Evidence(
                problem.define().target(), settings.metric().word(), value, bound())),
        window,
        summary(version, value),
        clock.instant());
  }

  private String summary(int version, double value) {
    return String.format(
        ROOT,
        "The %s %s to %.4f (allowed %.4f) over the last %d labelled predictions of version %d.",
        settings.metric().word(),
        settings.metric().higherIsBetter() ? "fell" : "rose",
        value,
        bound(),
        settings.window(),
        version);
  }

  private double bound() {
    return settings.alertBound().orElse(Double.NaN);
  }
}
