package io.millrace.monitoring.web;

import io.millrace.message.Alert;
import io.millrace.monitoring.alert.AlertBoard;
import io.millrace.problem.ProblemName;
import io.millrace.starter.web.ProblemDetailException;
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

  /** The latest first. */
  @GetMapping("/v1/alerts")
  List<Alert> alerts(@RequestParam(name = "problem", required = false) @Nullable String problem) {
    if (problem != null && !ProblemName.isValid(problem)) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Malformed request",
          "problem: found '%s'; allowed: %s".formatted(problem, ProblemName.allowed()));
    }
    return board.latest(Optional.ofNullable(problem).map(ProblemName::new));
  }
}
