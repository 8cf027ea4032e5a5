package io.millrace.monitoring.report;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.compare.Distribution;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.observe.Swap;
import io.millrace.monitoring.observe.WindowDistributions;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports on the third window of version 2 of a problem with two features. */
final class Reports {

  static final Instant FROM = Instant.parse("2026-02-02T12:00:00Z");
  static final Instant TO = Instant.parse("2026-02-02T18:00:00Z");
  static final Instant NOW = Instant.parse("2026-02-03T08:00:00Z");

  /** Of the feature that is of words, one that was not in the baseline. */
  String word = "roof";

  String feature = "Temperature";
  boolean drifted = true;
  boolean kept = true;
  @Nullable String leftOut;
  int answering = 2;
  List<Flaw> flaws = new ArrayList<>();
  List<Judgement> judgements = new ArrayList<>();
  List<Swap> swaps = new ArrayList<>();
  List<Incident> incidents = new ArrayList<>();

  static Reports drifted() {
    Reports reports = new Reports();
    reports.flaws.add(new Flaw("floor", Flaw.Kind.UNSEEN, 0.25, 0));
    for (int i = 0; i < 5; i++) {
      reports.judgements.add(
          new Judgement(i < 3 ? 1 : 2, 0.95 - 0.05 * i, 100 + i, FROM.plusSeconds(60L * i)));
    }
    reports.swaps.add(new Swap(0, 1, FROM.minusSeconds(600)));
    reports.swaps.add(new Swap(1, 2, FROM.plusSeconds(150)));
    reports.incidents.add(incident("office/2/window-2/e-9/data", Incident.Kind.DATA));
    reports.incidents.add(
        incident("office/2/labelled-7/e-3/performance", Incident.Kind.PERFORMANCE));
    return reports;
  }

  /** Nothing moved, and nothing was ever judged. */
  static Reports quiet() {
    Reports reports = new Reports();
    reports.drifted = false;
    return reports;
  }

  static Incident incident(String id, Incident.Kind kind) {
    return new Incident(id, kind, 2, Alert.State.OPENED, Alert.Severity.CRITICAL, FROM, 0, 0);
  }

  private static Problem problem() {
    Map<String, Object> definition =
        Map.of(
            "problem", "office",
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("Temperature", "number", "floor", "category")),
            "monitor", Map.of("performance", Map.of("metric", "accuracy", "alert-below", 0.8)));
    return switch (ProblemFile.read(definition)) {
      case ProblemFile.Accepted(var problem) -> problem;
      case ProblemFile.Refused(var errors) -> throw new AssertionError(errors);
    };
  }

  WindowReport window(long number, boolean moved) {
    return new WindowReport(
        2,
        number,
        FROM,
        TO,
        400,
        moved,
        leftOut == null
            ? List.of(
                new WindowReport.Test("floor", "psi", moved ? 0.4 : 0.04, 0.1, moved),
                new WindowReport.Test("floor", "chi-squared", moved ? 40 : 4, 10, moved),
                new WindowReport.Test(feature, "psi", moved ? 3.7 : 0.02, 0.1, moved),
                new WindowReport.Test(feature, "kolmogorov-smirnov", 0.05, 0.1, moved),
                new WindowReport.Test("busy", "psi", 0.01, 0.1, false),
                new WindowReport.Test("busy", "chi-squared", 1.0, 10, false))
            : List.of(),
        flaws,
        leftOut,
        null);
  }

  private WindowDistributions distributions() {
    return new WindowDistributions(
        2,
        3,
        List.of(
            new Distribution(
                feature,
                List.of(19.5, Math.nextDown(21.0), 21.0),
                null,
                List.of(500L, 300L, 150L, 50L, 0L),
                List.of(10L, 20L, 70L, 280L, 20L),
                new Distribution.Spread(18, 19, 19.5, 20.5, 23),
                new Distribution.Spread(19, 21, 22.5, 23, 25)),
            new Distribution(
                "floor",
                null,
                List.of("ground", "first", word),
                List.of(600L, 390L, 0L, 10L, 0L),
                List.of(200L, 100L, 100L, 0L, 0L),
                null,
                null),
            new Distribution(
                "busy",
                null,
                List.of("no", "yes"),
                List.of(150L, 50L, 0L, 0L),
                List.of(310L, 90L, 0L, 0L),
                null,
                null)));
  }

  DriftReport report() {
    WindowReport here = window(3, drifted);
    DriftDetected detection =
        new DriftDetected(
            problem().name(),
            DriftDetected.Kind.DATA,
            2,
            List.of(new DriftDetected.Evidence(feature, "psi", 3.7, 0.1)),
            new DriftDetected.Window(400, FROM, TO),
            feature + " moved.",
            FROM.plusSeconds(200));
    return new DriftReport(
        problem(),
        answering,
        here,
        kept ? distributions() : null,
        List.of(window(1, false), window(2, drifted), here),
        judgements,
        List.of(new Estimate(2, 0.9, 250, FROM, TO), new Estimate(2, 0.1, 250, TO, NOW)),
        drifted ? List.of(detection) : List.of(),
        swaps,
        List.of(),
        incidents,
        NOW);
  }
}
