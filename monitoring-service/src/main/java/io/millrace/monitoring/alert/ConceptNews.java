package io.millrace.monitoring.alert;

import static java.util.Locale.ROOT;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.concept.Detector;
import io.millrace.monitoring.concept.Rise;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.util.List;

/** What is said of a version that errs more often than it did. */
public final class ConceptNews {

  private final Problem problem;
  private final Clock clock;

  public ConceptNews(Problem problem, Clock clock) {
    this.problem = problem;
    this.clock = clock;
  }

  /**
   * @param bound beyond which an error of a number is a miss
   */
  public record Found(int version, Detector by, Rise rise, double bound) {}

  public DriftDetected detection(Found found, DriftDetected.Window window) {
    return new DriftDetected(
        problem.name(),
        DriftDetected.Kind.CONCEPT,
        found.version(),
        List.of(
            new DriftDetected.Evidence(
                problem.define().target(),
                found.by().test(),
                found.rise().statistic(),
                found.rise().threshold())),
        window,
        summary(found),
        clock.instant());
  }

  /** By a detector that is quick to see a change, and also one where there is none. */
  public Alert warning(Found found) {
    String text =
        String.format(
            ROOT,
            "%s It may be chance: %s warns (%.3g, allowed %.3g), and nothing follows by itself.",
            summary(found),
            found.by().test(),
            found.rise().statistic(),
            found.rise().threshold());
    return say(Alert.Severity.INFO, "concept-warning", text);
  }

  private String summary(Found found) {
    Rise rise = found.rise();
    if (!problem.define().task().isOfNumbers()) {
      return shares("Version %d errs".formatted(found.version()), rise);
    }
    if (!found.by().takesSizes()) {
      String what = "Version %d is off by more than %.4g";
      return shares(String.format(ROOT, what, found.version(), found.bound()), rise);
    }
    return String.format(
        ROOT,
        "Version %d is off by %.4g on average in its latest %,d labelled predictions, by %.4g"
            + " before.",
        found.version(),
        rise.latest(),
        rise.count(),
        rise.before());
  }

  private static String shares(String what, Rise rise) {
    return String.format(
        ROOT,
        "%s in %.1f %% of its latest %,d labelled predictions, %.1f %% before.",
        what,
        100 * rise.latest(),
        rise.count(),
        100 * rise.before());
  }

  private Alert say(Alert.Severity severity, String kind, String text) {
    return new Alert(problem.name(), severity, kind, text, clock.instant());
  }
}
