package io.millrace.monitoring.observe;

import static java.util.Objects.requireNonNullElse;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.DriftNews;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.Pace;
import io.millrace.monitoring.compare.AttributionComparison;
import io.millrace.monitoring.compare.AttributionVerdict;
import io.millrace.monitoring.compare.Comparison;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.WindowVerdict;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.Baseline;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares closed windows with their version's baseline, and says what there is to say. */
final class Inspection {

  private static final List<DriftDetected.Kind> KINDS =
      List.of(
          DriftDetected.Kind.DATA, DriftDetected.Kind.PREDICTION, DriftDetected.Kind.ATTRIBUTION);

  /** Of fewer predictions nothing can be said. */
  private static final int FEW = 20;

  private static final String PASSED = "Its last windows are as it was trained.";

  private final Problem problem;
  private final Memory memory;
  private final Announcer announcer;
  private final DriftNews news;

  Inspection(Problem problem, Memory memory, Announcer announcer, DriftNews news) {
    this.problem = problem;
    this.memory = memory;
    this.announcer = announcer;
    this.news = news;
  }

  /** Says that a version is not watched, and why. */
  VersionProgress leaveOut(
      ClosedWindow window, String reason, VersionProgress progress, List<News> out) {
    if (!progress.unwatched()) {
      say(window, "baseline-missing", news.unwatched(window.version(), reason), out);
    }
    return progress.unwatched(true);
  }

  VersionProgress compare(
      ClosedWindow closed,
      WindowSketch sketch,
      Baseline baseline,
      VersionProgress before,
      List<News> out) {
    boolean few = sketch.span().predictions() < FEW;
    WindowReport report;
    WindowVerdict verdict;
    WindowDistributions distributions;
    Optional<AttributionVerdict> deciding;
    try {
      Comparison comparison = new Comparison(baseline, problem.define().target());
      Monitor.Drift drift = problem.monitor().drift();
      Sample watched = sketch.sample().only(!few && drift.data(), !few && drift.prediction());
      verdict = comparison.compare(watched, drift.test());
      Sample looked = sketch.sample().only(!few, false);
      deciding = few ? Optional.empty() : deciding(baseline, sketch);
      WindowReport columns =
          WindowReport.of(closed, sketch.span(), verdict, flaws(comparison, looked, closed));
      report = deciding.map(columns::with).orElse(columns);
      distributions =
          WindowDistributions.of(closed, comparison.distributions(sketch.sample()), verdict);
    } catch (RuntimeException e) {
      return leaveOut(closed, "its baseline cannot be compared with: " + e, before, out);
    }
    List<Flaw> flaws = report.newFlaws(before(closed.version()));
    if (!flaws.isEmpty()) {
      say(closed, "data-quality", news.flawed(closed.version(), flaws, sketch.span()), out);
    }
    memory.append(Journal.WINDOWS, few ? report.leftOut(FEW) : report);
    if (!few) {
      memory.append(Journal.DISTRIBUTIONS, distributions);
      conclude(closed, verdict, deciding, sketch.span(), out);
    }
    return before.unwatched(false);
  }

  private List<Flaw> flaws(Comparison comparison, Sample sample, ClosedWindow closed) {
    return problem.monitor().dataQuality()
        ? comparison.flaws(sample, requireNonNullElse(closed.delivery(), Delivery.NONE))
        : List.of();
  }

  /** The latest, and the latest with a verdict. */
  private List<WindowReport> before(int version) {
    return Stream.of(
            memory.latest(Journal.WINDOWS, report -> report.modelVersion() == version),
            memory.latest(
                Journal.WINDOWS, report -> report.modelVersion() == version && report.hasVerdict()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Nothing of a window that could not be looked at as a whole. */
  private Optional<AttributionVerdict> deciding(Baseline baseline, WindowSketch sketch) {
    Attribution attribution = baseline.attribution();
    return attribution == null
            || !problem.monitor().drift().attribution()
            || sketch.spread().rows() != sketch.span().predictions()
        ? Optional.empty()
        : new AttributionComparison(attribution).compare(sketch.spread());
  }

  private void conclude(
      ClosedWindow closed,
      WindowVerdict verdict,
      Optional<AttributionVerdict> deciding,
      DriftDetected.Window window,
      List<News> out) {
    Occasion occasion = closed.occasion(problem.name());
    Map<DriftDetected.Kind, DriftDetected> found = new EnumMap<>(DriftDetected.Kind.class);
    news.detections(closed.version(), verdict, window).forEach(d -> found.put(d.kind(), d));
    deciding
        .flatMap(each -> news.decided(closed.version(), each, window))
        .ifPresent(d -> found.put(d.kind(), d));
    for (DriftDetected.Kind kind : KINDS) {
      DriftDetected detection = found.get(kind);
      if (detection == null) {
        announcer.missed(occasion, Incident.Kind.of(kind), Pace.WINDOWS, PASSED, out);
      } else {
        announcer.found(occasion, detection, severity(kind, verdict), Pace.WINDOWS, out);
      }
    }
  }

  private static Alert.Severity severity(DriftDetected.Kind kind, WindowVerdict verdict) {
    return switch (kind) {
      case DATA -> DriftNews.severity(verdict.movedFeatures());
      case PREDICTION -> DriftNews.severity(verdict.movedOutput());
      case ATTRIBUTION, PERFORMANCE, CONCEPT -> Alert.Severity.WARNING;
    };
  }

  void say(ClosedWindow window, String what, Alert alert, List<News> out) {
    out.add(window.occasion(problem.name()).news(what, alert));
  }
}
