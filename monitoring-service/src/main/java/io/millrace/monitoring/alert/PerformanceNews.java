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
  private final Bound bound;
  private final Clock clock;

  public PerformanceNews(Problem problem, Clock clock) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.bound = Bound.of(settings);
    this.clock = clock;
  }

  /** A metric beyond its bound by a tenth of the bound is critical. */
  public Alert.Severity severity(double value) {
    return bound.beyond(value) >= Math.abs(bound.value()) / 10
        ? Alert.Severity.CRITICAL
        : Alert.Severity.WARNING;
  }

  /** Whether the next few labels are not likely to turn it. */
  public boolean isClear(double value) {
    return settings.alertBound().isEmpty() || bound.isClear(value);
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
                problem.define().target(), settings.metric().word(), value, bound.value())),
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
        bound.value(),
        settings.window(),
        version);
  }
}
