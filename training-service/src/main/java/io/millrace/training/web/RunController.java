package io.millrace.training.web;

import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Cancelled;
import io.millrace.training.run.Trainings;
import io.millrace.training.store.RunLogs;
import io.millrace.training.store.RunRecord;
import java.security.Principal;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One run. */
@RestController
@RequestMapping("/v1/problems/{problem}/runs/{run}")
class RunController {

  private final Lookup lookup;
  private final Trainings trainings;
  private final RunLogs logs;

  RunController(ProblemCatalog catalog, ModelStore models, Trainings trainings, RunLogs logs) {
    this.lookup = new Lookup(catalog, models);
    this.trainings = trainings;
    this.logs = logs;
  }

  /** A run that was cancelled. */
  record RunCancelled(String run) {}

  /** What the process of its latest attempt printed, once that has ended. */
  @GetMapping(path = "/log", produces = "text/plain;charset=UTF-8")
  byte[] log(@PathVariable("problem") String problem, @PathVariable("run") String run) {
    ProblemName name = lookup.problem(problem);
    return logs.latest(name, Lookup.run(name, run)).orElseThrow(() -> Lookup.noRun(name, run));
  }

  /** Ends it as it stands; it is not tried again. */
  @PostMapping("/cancel")
  RunCancelled cancel(
      @PathVariable("problem") String problem, @PathVariable("run") String run, Principal caller) {
    ProblemName name = lookup.problem(problem);
    return switch (trainings.cancel(name, Lookup.run(name, run), caller.getName())) {
      case Cancelled.Done() -> new RunCancelled(run);
      case Cancelled.Unknown() -> throw Lookup.noRun(name, run);
      case Cancelled.TooLate(RunRecord.State state) ->
          throw new ProblemDetailException(
              HttpStatus.CONFLICT,
              "Too late",
              "Run %s has ended: it is %s.".formatted(run, state.name().toLowerCase(Locale.ROOT)));
    };
  }
}
