package io.millrace.inference.web;

import io.millrace.inference.InferenceSettings;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.load.Standing;
import io.millrace.inference.score.Answers;
import io.millrace.inference.score.InFlight;
import io.millrace.inference.score.Predictor;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.traffic.Call;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
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
  private final ModelLoader loader;
  private final InFlight inFlight;
  private final RequestBody body;
  private final int maxRows;
  private final RequestCounts counts;

  PredictController(
      Serving serving,
      ModelLoader loader,
      Predictor predictor,
      ProblemCatalog problems,
      InFlight inFlight,
      InferenceSettings settings,
      RequestCounts counts) {
    this.counts = counts;
    this.loader = loader;
    this.inFlight = inFlight;
    this.body = new RequestBody((int) settings.maxBody().toBytes(), settings.patience());
    this.maxRows = settings.maxRows();
    this.serving = serving;
    this.predictor = predictor;
    this.problems = problems;
  }

  @PostMapping(
      path = "/v1/problems/{problem}/predict",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Predicts rows of named features")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      description = "One row, an array of rows, or {\"rows\": […]}",
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(type = "object"),
              examples = @ExampleObject("{\"rows\": [{\"Temperature\": 21.5, \"Light\": 430}]}")))
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = PredictAnswer.class)))
  byte[] predict(@PathVariable String problem, HttpServletRequest request) {
    return counts.count(
        problem, Channel.HTTP, call -> predict(problem, request, call), HttpFailures::of);
  }

  private byte[] predict(String problem, HttpServletRequest request, Call call) {
    ServedProblem served = served(problem);
    try (InFlight.Share _ =
        inFlight.take(request.getContentLengthLong()).orElseThrow(PredictController::busy)) {
      PredictRequest rows = PredictRequest.of(body.read(request), maxRows);
      return switch (predict(served, rows)) {
        case Answers.OfRows(var predicted) -> {
          call.answered(predicted);
          yield RowAnswers.write(predicted);
        }
        case Answers.OfSeries series -> {
          call.answered(series.by().version(), series.answers().size());
          yield MillraceJson.mapper().writeValueAsBytes(PredictAnswer.of(served.name(), series));
        }
        case Answers.Overloaded _ -> throw busy();
      };
    }
  }

  private Answers predict(ServedProblem served, PredictRequest rows) {
    return predictor
        .predict(served, rows, Correlation.current())
        .orElseThrow(() -> notServed(served.name()));
  }

  @GetMapping(path = "/v1/problems/{problem}/model", produces = MediaType.APPLICATION_JSON_VALUE)
  ServedAnswer model(@PathVariable String problem) {
    ServedProblem served = served(problem);
    return ServedAnswer.of(
        served,
        served.champion().orElseThrow(() -> notServed(served.name())),
        refused(served.name()));
  }

  private ServedProblem served(String problem) {
    if (!ProblemName.isValid(problem)) {
      throw unknown(problem);
    }
    ProblemName name = new ProblemName(problem);
    return serving.find(name).orElseThrow(() -> absent(name));
  }

  private ProblemDetailException absent(ProblemName name) {
    if (!loader.isCaughtUp()) {
      return later("This replica is starting and does not know all models yet.");
    }
    return problems.find(name).isPresent() ? notServed(name) : unknown(name.value());
  }

  private Map<Integer, String> refused(ProblemName problem) {
    return loader.standing(problem).<Map<Integer, String>>map(Standing::refused).orElse(Map.of());
  }

  static ProblemDetailException unknown(String problem) {
    return new ProblemDetailException(
        HttpStatus.NOT_FOUND,
        "Unknown problem",
        "There is no problem '%s'. State it with PUT /v1/problems/%s at ingestion."
            .formatted(problem, problem));
  }

  private ProblemDetailException notServed(ProblemName problem) {
    if (serving.find(problem).isPresent()) {
      return later("Its model was unloaded, and takes long to be loaded again.");
    }
    Optional<Standing> standing = loader.standing(problem);
    Optional<String> trouble = standing.flatMap(Standing::trouble);
    if (trouble.isPresent()) {
      return later("The model of %s cannot be had yet: %s.".formatted(problem, trouble.get()));
    }
    String missing =
        standing
            .flatMap(known -> known.waitsSaying(problem))
            .orElse("One is trained when enough labelled events have come.");
    return new ProblemDetailException(
        HttpStatus.CONFLICT,
        "No model yet",
        "No model serves %s yet. %s".formatted(problem, missing),
        Map.of("refused", ServedAnswer.Refused.of(refused(problem))));
  }

  private static ProblemDetailException later(String detail) {
    return new ProblemDetailException(HttpStatus.SERVICE_UNAVAILABLE, "Not ready", detail)
        .with(HttpHeaders.RETRY_AFTER, "5");
  }

  static ProblemDetailException busy() {
    return new ProblemDetailException(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too much at once",
            "As much is being predicted as this replica has room for. Ask again in a second.")
        .with(HttpHeaders.RETRY_AFTER, "1");
  }
}
