package io.millrace.ingestion.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.Receipt;
import io.millrace.ingestion.accept.Reception;
import io.millrace.problem.Problem;
import io.millrace.starter.web.Correlation;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes events and ground truth in. */
@RestController
@RequestMapping("/v1/problems/{problem}")
class EventsController {

  private final Directory directory;
  private final BodyIntake intake;
  private final Reception reception;

  EventsController(Directory directory, BodyIntake intake, Reception reception) {
    this.directory = directory;
    this.intake = intake;
    this.reception = reception;
  }

  /**
   * @param ids those given to events that came without one; absent where there were none
   */
  record Accepted(
      int accepted,
      int refused,
      List<Receipt.Refusal> rejections,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ids) {

    static Accepted of(Receipt receipt) {
      return new Accepted(
          receipt.accepted(), receipt.refusals().size(), receipt.refusals(), receipt.ids());
    }
  }

  @Operation(
      summary = "Send events",
      description =
          "A JSON object or array, NDJSON, CSV or CloudEvents; gzip too. 202 means that the broker"
              + " has all that was accepted.")
  @PostMapping("/events")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted events(@PathVariable String problem, HttpServletRequest request) {
    return receive(problem, request, reception::events);
  }

  @Operation(
      summary = "Send true values of earlier events",
      description = "{event_id, value} as a JSON object, array, NDJSON or CSV; gzip too.")
  @PostMapping("/ground-truth")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted groundTruth(@PathVariable String problem, HttpServletRequest request) {
    return receive(problem, request, reception::groundTruth);
  }

  private Accepted receive(String name, HttpServletRequest request, Receiver receiver) {
    Problem problem = directory.find(name).problem();
    return Answers.of(
        () -> Accepted.of(receiver.receive(problem, intake.rows(request), Correlation.current())));
  }

  private interface Receiver {
    Receipt receive(Problem problem, Body body, String correlationId);
  }
}
