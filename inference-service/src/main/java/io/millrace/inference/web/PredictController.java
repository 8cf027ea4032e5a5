package io.millrace.inference.web;

import io.millrace.inference.InferenceSettings;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.score.Predictor;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Lease;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Predictions for people: named features in, labels or values out. */
@RestController
final class PredictController {

  private final Serving serving;
  private final Predictor predictor;
  private final ProblemCatalog problems;
  private final PredictRequest.Limits limits;

  PredictController(
      Serving serving, Predictor predictor, ProblemCatalog problems, InferenceSettings settings) {
    this.serving = serving;
    this.predictor = predictor;
    this.problems = problems;
    this.limits = new PredictRequest.Limits(settings.maxRows(), (int) settings.maxBody().toBytes());
  }

  @PostMapping(
      path = "/v1/problems/{problem}/predict",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Predicts rows of named features")
  @RequestBody(
      description = "One row, an array of rows, or {\"rows\": […]}",
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(type = "object"),
              examples = @ExampleObject("{\"rows\": [{\"Temperature\": 21.5, \"Light\": 430}]}")))
  PredictAnswer predict(@PathVariable String problem, HttpServletRequest request)
      throws IOException {
    ServedProblem served = served(problem);
    PredictRequest rows = PredictRequest.read(request, limits);
    return predictor
        .predict(served, rows.rows(), Correlation.current())
        .map(answers -> PredictAnswer.of(served.name(), answers))
        .orElseThrow(() -> notServed(served.name()));
  }

  @GetMapping(path = "/v1/problems/{problem}/model", produces = MediaType.APPLICATION_JSON_VALUE)
  ServedAnswer model(@PathVariable String problem) {
    ServedProblem served = served(problem);
    try (Lease<ServedModel> lease = served.acquire().orElseThrow(() -> notServed(served.name()))) {
      return ServedAnswer.of(served, lease.model());
    }
  }

  private ServedProblem served(String problem) {
    if (!ProblemName.isValid(problem)) {
      throw unknown(problem);
    }
    ProblemName name = new ProblemName(problem);
    return serving
        .find(name)
        .orElseThrow(() -> problems.find(name).isPresent() ? notServed(name) : unknown(problem));
  }

  private static ProblemDetailException unknown(String problem) {
    return new ProblemDetailException(
        HttpStatus.NOT_FOUND,
        "Unknown problem",
        "There is no problem '%s'. State it with PUT /v1/problems/%s at ingestion."
            .formatted(problem, problem));
  }

  private static ProblemDetailException notServed(ProblemName problem) {
    return new ProblemDetailException(
        HttpStatus.CONFLICT,
        "No model yet",
        "No model serves %s yet. One is trained when enough labelled events have come."
            .formatted(problem));
  }
}
