package io.millrace.monitoring.web;

import io.millrace.message.Alert;
import io.millrace.monitoring.alert.AlertBoard;
import io.millrace.problem.ProblemName;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AlertController {

  private final AlertBoard board;

  AlertController(AlertBoard board) {
    this.board = board;
  }

  @GetMapping("/v1/alerts")
  @Operation(
      summary = "The latest alerts of all services, the latest first",
      description = "With state=open, what was last said of each incident that is not over.")
  List<Alert> alerts(
      @RequestParam(name = "problem", required = false) @Nullable String problem,
      @RequestParam(name = "state", required = false) @Nullable String state) {
    Optional<ProblemName> name = problem(problem);
    if (state == null) {
      return board.latest(name);
    }
    if (!state.equals("open")) {
      throw malformed("state: found '%s'; allowed: open".formatted(state));
    }
    return board.open(name);
  }

  static Optional<ProblemName> problem(@Nullable String problem) {
    if (problem != null && !ProblemName.isValid(problem)) {
      throw malformed("problem: found '%s'; allowed: %s".formatted(problem, ProblemName.allowed()));
    }
    return Optional.ofNullable(problem).map(ProblemName::new);
  }

  private static ProblemDetailException malformed(String detail) {
    return new ProblemDetailException(HttpStatus.BAD_REQUEST, "Malformed request", detail);
  }
}
