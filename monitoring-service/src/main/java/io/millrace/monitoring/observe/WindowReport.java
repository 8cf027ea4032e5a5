package io.millrace.monitoring.observe;

import io.millrace.message.DriftDetected;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.compare.WindowVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A closed window and what its comparison said, test by test.
 *
 * @param from the earliest event time in it
 * @param drifted whether any column drifted
 * @param features the first thousand tests
 * @param flaws what was wrong with the features' values; null where an earlier Millrace wrote it
 */
public record WindowReport(
    int modelVersion,
    Instant from,
    Instant to,
    long predictions,
    boolean drifted,
    List<Test> features,
    @Nullable List<Flaw> flaws) {

  /** So that a report of thousands of features still fits into a message. */
  private static final int TESTS = 1_000;

  public WindowReport {
    features = List.copyOf(features);
  }

  /**
   * @param feature its name; for the model's answers, the target's
   * @param drifted whether the feature drifted, by all of its tests together
   */
  public record Test(
      String feature, String test, double statistic, double threshold, boolean drifted) {}

  /** Those that the window before did not have. */
  List<Flaw> newFlaws(Optional<WindowReport> before) {
    List<Flaw> known = before.map(WindowReport::flaws).orElse(List.of());
    return Objects.requireNonNullElse(flaws, List.<Flaw>of()).stream()
        .filter(flaw -> known.stream().noneMatch(flaw::isLike))
        .toList();
  }

  static WindowReport of(
      int version, DriftDetected.Window window, WindowVerdict verdict, List<Flaw> flaws) {
    List<Test> tests =
        verdict
            .columns()
            .flatMap(
                column ->
                    column.findings().stream()
                        .map(
                            finding ->
                                new Test(
                                    finding.feature(),
                                    finding.test(),
                                    finding.statistic(),
                                    finding.threshold(),
                                    column.drifted())))
            .limit(TESTS)
            .toList();
    return new WindowReport(
        version, window.from(), window.to(), window.predictions(), verdict.drifted(), tests, flaws);
  }
}
