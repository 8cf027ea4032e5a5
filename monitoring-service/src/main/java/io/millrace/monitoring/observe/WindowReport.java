package io.millrace.monitoring.observe;

import io.millrace.message.DriftDetected;
import io.millrace.monitoring.compare.AttributionVerdict;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.compare.WindowVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A closed window and what its comparison said, test by test.
 *
 * @param number of the version's windows, from 1; null where an earlier Millrace wrote it
 * @param from the earliest event time in it
 * @param drifted whether any column drifted
 * @param features the first thousand tests
 * @param flaws what was wrong with the features' values, and with how events came; null where an
 *     earlier Millrace wrote it
 * @param leftOut why nothing was compared; null where it was
 * @param attribution which features told the answers apart; null where that was not looked at, and
 *     where an earlier Millrace wrote it
 */
public record WindowReport(
    int modelVersion,
    @Nullable Long number,
    Instant from,
    Instant to,
    long predictions,
    boolean drifted,
    List<Test> features,
    @Nullable List<Flaw> flaws,
    @Nullable String leftOut,
    @Nullable Attribution attribution) {

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

  /**
   * @param ndcg how good the window's ranking of features is by what each was worth in the
   *     baseline; 1 where it is the same
   * @param drifted whether that is less than is allowed
   * @param features the first fifty, by the larger of their shares
   */
  public record Attribution(double ndcg, boolean drifted, List<Share> features) {

    private static final int FEATURES = 50;

    public Attribution {
      features = List.copyOf(features);
    }

    static Attribution of(AttributionVerdict verdict) {
      return new Attribution(
          verdict.gain(),
          verdict.drifted(),
          verdict.features().stream().limit(FEATURES).map(Share::of).toList());
    }
  }

  /**
   * How much of the answers' variance a feature explains, 0 to 1.
   *
   * @param baseline the same in the baseline
   * @param allowed how far the two may be apart by chance
   */
  public record Share(
      String feature, double share, double baseline, double allowed, boolean changed) {

    private static Share of(AttributionVerdict.FeatureShare feature) {
      return new Share(
          feature.feature(),
          Math.clamp(feature.now(), 0, 1),
          Math.clamp(feature.then(), 0, 1),
          feature.allowed(),
          feature.changed());
    }
  }

  WindowReport with(AttributionVerdict verdict) {
    return new WindowReport(
        modelVersion,
        number,
        from,
        to,
        predictions,
        drifted,
        features,
        flaws,
        leftOut,
        Attribution.of(verdict));
  }

  public boolean hasVerdict() {
    return leftOut == null;
  }

  /**
   * Those that were not known.
   *
   * @param before the windows before, the latest first
   */
  List<Flaw> newFlaws(List<WindowReport> before) {
    List<Flaw> known = new ArrayList<>();
    for (WindowReport report : before) {
      known.addAll(Objects.requireNonNullElse(report.flaws(), List.of()));
      if (report.hasVerdict()) {
        break; // one that was left out says nothing of values
      }
    }
    return Objects.requireNonNullElse(flaws, List.<Flaw>of()).stream()
        .filter(flaw -> known.stream().noneMatch(flaw::isLike))
        .toList();
  }

  /**
   * The same of a window with too few predictions.
   *
   * @param least how many a verdict takes
   */
  WindowReport leftOut(int least) {
    return new WindowReport(
        modelVersion,
        number,
        from,
        to,
        predictions,
        drifted,
        features,
        flaws,
        "%d predictions; a verdict takes %d".formatted(predictions, least),
        attribution);
  }

  static WindowReport of(
      ClosedWindow closed, DriftDetected.Window window, WindowVerdict verdict, List<Flaw> flaws) {
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
        closed.version(),
        closed.number(),
        window.from(),
        window.to(),
        window.predictions(),
        verdict.drifted(),
        tests,
        flaws,
        null,
        null);
  }
}
