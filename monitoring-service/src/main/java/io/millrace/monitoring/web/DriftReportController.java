package io.millrace.monitoring.web;

import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.report.DriftReport;
import io.millrace.monitoring.report.WindowChoice;
import io.millrace.monitoring.report.WindowChoice.Chosen;
import io.millrace.problem.Problem;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.starter.web.SelfContainedPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A window's report, as a page. */
@RestController
class DriftReportController {

  private final Watched watched;
  private final Clock clock;

  DriftReportController(Watched watched, Clock clock) {
    this.watched = watched;
    this.clock = clock;
  }

  @GetMapping(path = "/v1/problems/{problem}/drift/report", produces = MediaType.TEXT_HTML_VALUE)
  @Operation(
      summary = "What moved in a window, as one HTML page that needs nothing else",
      description = "404 for a window that is not kept, with those that are.")
  ResponseEntity<byte[]> report(
      @PathVariable("problem") String problem,
      @Parameter(description = "Its number, from 1; absent: the latest that was compared")
          @RequestParam(name = "window", required = false)
          @Nullable Long window,
      @Parameter(description = "Absent: the version that answers")
          @RequestParam(name = "model-version", required = false)
          @Nullable Integer version) {
    WindowChoice choice = new WindowChoice(version, window);
    DriftReport report = watched.answer(problem, (found, memory) -> report(found, memory, choice));
    return SelfContainedPage.answer(report.html());
  }

  private DriftReport report(Problem problem, Recollection memory, WindowChoice choice) {
    return switch (choice.among(memory.progress().current(), memory.entries(Journal.WINDOWS))) {
      case Chosen.Window(var window) -> DriftReport.of(problem, memory, window, clock.instant());
      case Chosen.None(var why) ->
          throw new ProblemDetailException(HttpStatus.NOT_FOUND, "Unknown window", why);
    };
  }
}
