package io.millrace.monitoring.report;

import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.judge.Made;
import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.Swap;
import io.millrace.monitoring.observe.WindowDistributions;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report on a window tells.
 *
 * @param answering the version that answers now
 * @param window what it is about
 * @param distributions null where an earlier Millrace has judged the window, or nobody
 * @param windows of the same version, in order
 * @param judgements of the running metric, in order
 * @param estimates of the same version's metric, in order
 * @param detections what was announced, in order
 * @param swaps of versions, in order
 * @param decisions about rollouts, in order
 * @param incidents of the same version
 */
public record DriftReport(
    Problem problem,
    int answering,
    WindowReport window,
    @Nullable WindowDistributions distributions,
    List<WindowReport> windows,
    List<Judgement> judgements,
    List<Estimate> estimates,
    List<DriftDetected> detections,
    List<Swap> swaps,
    List<Made> decisions,
    List<Incident> incidents,
    Instant madeAt) {

  public DriftReport {
    windows = List.copyOf(windows);
    judgements = List.copyOf(judgements);
    estimates = List.copyOf(estimates);
    detections = List.copyOf(detections);
    swaps = List.copyOf(swaps);
    decisions = List.copyOf(decisions);
    incidents = List.copyOf(incidents);
  }

  /**
   * @param window one of those that the memory has
   */
  public static DriftReport of(
      Problem problem, Recollection memory, WindowReport window, Instant now) {
    int version = window.modelVersion();
    return new DriftReport(
        problem,
        memory.progress().current(),
        window,
        memory.latest(Journal.DISTRIBUTIONS, each -> each.isOf(window)).orElse(null),
        memory.entries(Journal.WINDOWS).reversed().stream()
            .filter(each -> each.modelVersion() == version)
            .toList(),
        memory.entries(Journal.JUDGEMENTS).reversed(),
        memory.entries(Journal.ESTIMATES).reversed().stream()
            .filter(each -> each.modelVersion() == version)
            .toList(),
        memory.entries(Journal.DETECTIONS).reversed(),
        memory.entries(Journal.SWAPS).reversed(),
        memory.rollouts().decisions().reversed(),
        memory.incidents().stream().filter(each -> each.version() == version).toList(),
        now);
  }

  public String html() {
    return DriftPage.html(this);
  }
}
