package io.millrace.monitoring.web;

import io.millrace.message.DriftDetected;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DriftController {

  private final Watched watched;

  DriftController(Watched watched) {
    this.watched = watched;
  }

  /**
   * @param modelVersion that predicts now; null before any did
   * @param windows the latest first
   * @param detections what was announced, the latest first
   */
  record Drift(
      ProblemName problem,
      @Nullable Integer modelVersion,
      Window window,
      List<WindowReport> windows,
      List<DriftDetected> detections) {}

  /**
   * @param size predictions in a window
   * @param filled those in the open one
   */
  record Window(int size, int filled) {}

  @GetMapping("/v1/problems/{problem}/drift")
  Drift drift(@PathVariable("problem") String problem) {
    return watched.answer(problem, DriftController::answer);
  }

  private static Drift answer(Problem problem, Recollection memory) {
    Progress progress = memory.progress();
    var version = progress.versions().get(progress.current());
    return new Drift(
        problem.name(),
        version == null ? null : progress.current(),
        new Window(problem.monitor().drift().window(), version == null ? 0 : version.filled()),
        memory.entries(Journal.WINDOWS),
        memory.entries(Journal.DETECTIONS));
  }
}
