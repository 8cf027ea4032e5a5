package io.millrace.monitoring.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.VersionProgress;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.time.Instant;
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
   * @param size predictions in a window; null where its length is a span of event time
   * @param filled those in the open one, or in all that are open
   * @param length null where it is a count
   * @param open the spans that are open; null where it is a count
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Window(
      @Nullable Integer size,
      int filled,
      @Nullable Duration length,
      @Nullable Duration lateness,
      @Nullable List<Open> open) {

    static Window of(Monitor.Window asked, @Nullable VersionProgress version) {
      int filled = version == null ? 0 : version.filled();
      return switch (asked) {
        case Monitor.Window.Count(int size) -> new Window(size, filled, null, null, null);
        case Monitor.Window.Span(var length, var lateness) ->
            new Window(null, filled, length, lateness, version == null ? List.of() : open(version));
      };
    }

    private static List<Open> open(VersionProgress version) {
      return version.intake() == null
          ? List.of()
          : version.intake().open().stream()
              .map(window -> new Open(window.from(), window.to(), window.predictions()))
              .toList();
    }
  }

  /**
   * A window of event time that predictions still come to.
   *
   * @param to the first moment after it
   */
  record Open(Instant from, Instant to, int predictions) {}

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
        Window.of(problem.monitor().drift().window(), version),
        memory.entries(Journal.WINDOWS),
        memory.entries(Journal.DETECTIONS));
  }
}
