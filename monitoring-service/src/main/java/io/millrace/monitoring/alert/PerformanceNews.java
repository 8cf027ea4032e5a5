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

  private static final String KIND = "performance";

  private final Problem problem;
  private final Monitor.Performance settings;
  private final Clock clock;

  public PerformanceNews(Problem problem, Clock clock) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.clock = clock;
  }

  public Alert alert(int version, double value) {
    return say(
        Alert.Severity.CRITICAL,
        summary(version, value) + " " + Sequel.of(problem, Monitor.Cause.PERFORMANCE));
  }

  public Alert recovered(int version, double value) {
    return say(
        Alert.Severity.INFO,
        String.format(
            ROOT,
            "The %s is within its bound again: %.4f over the last %d labelled predictions of"
                + " version %d.",
            settings.metric().word(),
            value,
            settings.window(),
            version));
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

  private Alert say(Alert.Severity severity, String text) {
    return new Alert(problem.name(), severity, KIND, text, clock.instant());
  }
}
