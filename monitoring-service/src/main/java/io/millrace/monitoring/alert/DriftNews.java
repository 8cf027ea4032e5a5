package io.millrace.monitoring.alert;

import static java.util.Locale.ROOT;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.compare.AttributionVerdict;
import io.millrace.monitoring.compare.Finding;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.compare.WindowVerdict;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said about a window that drifted. */
public final class DriftNews {

  private static final int NAMED = 3;

  /** The strongest; of thousands of features not all fit into a message. */
  private static final int EVIDENCE = 1_000;

  private final Problem problem;
  private final Clock clock;

  public DriftNews(Problem problem, Clock clock) {
    this.problem = problem;
    this.clock = clock;
  }

  /** One message about the features and one about the answers, where each drifted. */
  public List<DriftDetected> detections(
      int version, WindowVerdict verdict, DriftDetected.Window window) {
    List<DriftDetected> detections = new ArrayList<>(2);
    List<Finding> features = verdict.featureEvidence();
    if (!features.isEmpty()) {
      String summary =
          "%s in %s.".formatted(sentence(verdict.movedFeatures()), span(version, window));
      detections.add(detected(DriftDetected.Kind.DATA, version, features, window, summary));
    }
    List<Finding> output = verdict.outputEvidence();
    if (!output.isEmpty()) {
      String summary =
          "The model's answers changed: %s in %s."
              .formatted(sentence(verdict.movedOutput()), span(version, window));
      detections.add(detected(DriftDetected.Kind.PREDICTION, version, output, window, summary));
    }
    return detections;
  }

  /** A message where other features decide the answers. */
  public Optional<DriftDetected> decided(
      int version, AttributionVerdict verdict, DriftDetected.Window window) {
    if (!verdict.drifted()) {
      return Optional.empty();
    }
    String summary =
        String.format(
            ROOT,
            "Other features decide the answers: %s (NDCG %.2f, allowed %.2f) in %s.",
            verdict.changed().stream()
                .limit(NAMED)
                .map(DriftNews::sentence)
                .collect(Collectors.joining(", ")),
            verdict.gain(),
            AttributionVerdict.ENOUGH,
            span(version, window));
    List<Finding> evidence = verdict.evidence(problem.define().target());
    return Optional.of(
        detected(DriftDetected.Kind.ATTRIBUTION, version, evidence, window, summary));
  }

  private static String sentence(AttributionVerdict.FeatureShare feature) {
    return String.format(
        ROOT,
        "%s explains %.0f %% of their variance, %.0f %% before",
        feature.feature(),
        100 * Math.max(0, feature.now()),
        100 * Math.max(0, feature.then()));
  }

  private DriftDetected detected(
      DriftDetected.Kind kind,
      int version,
      List<Finding> findings,
      DriftDetected.Window window,
      String summary) {
    List<DriftDetected.Evidence> evidence =
        findings.stream()
            .limit(EVIDENCE)
            .map(
                f ->
                    new DriftDetected.Evidence(f.feature(), f.test(), f.statistic(), f.threshold()))
            .toList();
    return new DriftDetected(
        problem.name(), kind, version, evidence, window, summary, clock.instant());
  }

  /**
   * @param columns what says of each how far it moved, the strongest first
   */
  private static String sentence(List<Finding> columns) {
    String named =
        columns.stream()
            .limit(NAMED)
            .map(
                f ->
                    String.format(
                        ROOT,
                        "%s moved (%s %.2f, allowed %.2f)",
                        f.feature(),
                        f.test().equals(Finding.PSI) ? "PSI" : f.test(),
                        f.statistic(),
                        f.threshold()))
            .collect(Collectors.joining(", "));
    int more = columns.size() - NAMED;
    return more > 0 ? "%s and %d more moved".formatted(named, more) : named;
  }

  private static String span(int version, DriftDetected.Window window) {
    return "%d predictions of version %d, of events from %s to %s"
        .formatted(window.predictions(), version, window.from(), window.to());
  }

  /**
   * @param columns what says of each that drifted how far it moved
   */
  public static Alert.Severity severity(List<Finding> columns) {
    return columns.stream().anyMatch(DriftNews::isAnotherWorld)
        ? Alert.Severity.CRITICAL
        : Alert.Severity.WARNING;
  }

  /** The square of the two distances grows as PSI does; Chi-squared says how sure, not how far. */
  private static boolean isAnotherWorld(Finding finding) {
    return switch (finding.test()) {
      case Finding.PSI, Finding.WASSERSTEIN -> finding.strength() >= 10;
      case Finding.JENSEN_SHANNON, Finding.HELLINGER -> finding.strength() >= 3;
      case Finding.KOLMOGOROV_SMIRNOV -> finding.statistic() >= 0.5;
      default -> false;
    };
  }

  /** Said when it begins: something upstream spoils what the model is asked. */
  public Alert flawed(int version, List<Flaw> flaws, DriftDetected.Window window) {
    String named =
        flaws.stream().limit(NAMED).map(DriftNews::sentence).collect(Collectors.joining(", "));
    int more = flaws.size() - NAMED;
    return warn(
        "data-quality",
        "%s%s, in %s."
            .formatted(
                named, more > 0 ? " and %d more".formatted(more) : "", span(version, window)));
  }

  /** What is wrong, as part of a sentence. */
  public static String sentence(Flaw flaw) {
    return switch (flaw.kind()) {
      case MISSING -> ofValues(flaw, "missing");
      case OUT_OF_RANGE -> ofValues(flaw, "out of the range of training");
      case UNSEEN -> ofValues(flaw, "a word that training had not seen");
      case DUPLICATE -> ofEvents(flaw, "were sent again");
      case LATE -> ofEvents(flaw, "came late");
      case AHEAD -> ofEvents(flaw, "came from a clock that is ahead");
      case REFUSED -> ofEvents(flaw, "were refused");
    };
  }

  private static String ofValues(Flaw flaw, String what) {
    return String.format(
        ROOT,
        "%s is %s in %.1f %% (in training %.1f %%)",
        flaw.feature(),
        what,
        100 * flaw.share(),
        100 * flaw.usual());
  }

  private static String ofEvents(Flaw flaw, String what) {
    return String.format(ROOT, "%.1f %% of events %s", 100 * flaw.share(), what);
  }

  /** Said once: a version's windows cannot be compared. */
  public Alert unwatched(int version, String reason) {
    return warn(
        "baseline-missing",
        "Version %d is not watched for drift: %s. It is tried again with every window."
            .formatted(version, reason));
  }

  /** Said once an outage: windows wait for their verdict. */
  public Alert waiting(int version, String reason) {
    return warn(
        "baseline-unreachable",
        "The windows of version %d wait to be compared: %s. They get their verdicts, in order, as soon as it answers."
            .formatted(version, reason));
  }

  /** A window lost its place in the row of those that wait. */
  public Alert unjudged(int version, long window, int bound) {
    return warn(
        "window-unjudged",
        "Window %d of version %d is given up without a verdict: %d later ones wait for the same baseline."
            .formatted(window, version, bound));
  }

  private Alert warn(String kind, String text) {
    return new Alert(problem.name(), Alert.Severity.WARNING, kind, text, clock.instant());
  }
}
