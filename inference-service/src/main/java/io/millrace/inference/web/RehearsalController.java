package io.millrace.inference.web;

import io.millrace.inference.load.Candidates;
import io.millrace.inference.load.Candidates.Found;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.RegisteredModel;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.rehearse.Comparison;
import io.millrace.inference.rehearse.History;
import io.millrace.inference.rehearse.Rehearsal;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Lease;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tries a version by events that are kept, before it meets traffic. */
@RestController
final class RehearsalController {

  private static final Logger LOG = LoggerFactory.getLogger(RehearsalController.class);
  private static final int MOST_EVENTS = 100_000;

  private final Serving serving;
  private final ModelLoader loader;
  private final ProblemCatalog problems;
  private final Candidates candidates;
  private final History history;

  /** Each reads topics from long ago, and keeps what two versions said. */
  private final Semaphore oneAtATime = new Semaphore(1);

  RehearsalController(
      Serving serving,
      ModelLoader loader,
      ProblemCatalog problems,
      Candidates candidates,
      History history) {
    this.serving = serving;
    this.loader = loader;
    this.problems = problems;
    this.candidates = candidates;
    this.history = history;
  }

  @PostMapping(
      path = "/v1/problems/{problem}/models/{version}/replay",
      produces = MediaType.APPLICATION_NDJSON_VALUE)
  @Operation(
      summary = "Scores retained events with a version and with the champion, and compares",
      description =
          "Answers line by line: how far it is, and at last the comparison. Nothing is published.")
  void replay(
      @PathVariable String problem,
      @PathVariable int version,
      @RequestParam Instant since,
      HttpServletResponse response) {
    ServedProblem served = served(problem);
    RegisteredModel registered =
        loader.find(served.name(), version).orElseThrow(() -> noVersion(problem, version));
    if (!oneAtATime.tryAcquire()) {
      throw PredictController.busy();
    }
    try (Lease<ServedModel> champion = served.acquire().orElseThrow(() -> noChampion(problem));
        ServedModel candidate = load(registered)) {
      requireNoSeries(champion.model());
      requireNoSeries(candidate);
      response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
      write(champion.model(), candidate, since, response.getOutputStream());
    } catch (IOException | UncheckedIOException e) {
      LOG.info("Nobody waits any more for how version {} of {} would do", version, problem);
    } finally {
      oneAtATime.release();
    }
  }

  private void write(ServedModel champion, ServedModel candidate, Instant since, OutputStream out)
      throws IOException {
    try {
      Comparison comparison =
          new Rehearsal(champion, candidate, MOST_EVENTS)
              .compare(
                  history,
                  since,
                  (done, events) -> line(out, Map.of("done", done, "events", events)));
      line(out, Map.of("comparison", comparison));
    } catch (IllegalStateException e) {
      line(out, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private static void line(OutputStream out, Map<String, ?> line) {
    try {
      out.write(MillraceJson.mapper().writeValueAsBytes(line));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServedModel load(RegisteredModel registered) {
    return switch (candidates.load(registered)) {
      case Found.Model(ServedModel model) -> model;
      case Found.Unsound(String reason) ->
          throw new ProblemDetailException(
              HttpStatus.CONFLICT,
              "Unsound model",
              "Version %d may not serve: %s.".formatted(registered.version(), reason));
      case Found.Away(String reason) ->
          throw new ProblemDetailException(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "Not ready",
                  "Version %d cannot be had yet: %s.".formatted(registered.version(), reason))
              .with(HttpHeaders.RETRY_AFTER, "5");
    };
  }

  private static void requireNoSeries(ServedModel model) {
    if (model.forecaster().isPresent()) {
      throw new ProblemDetailException(
          HttpStatus.CONFLICT,
          "Series",
          "What is known of a series belongs to the one version that forecasts it.");
    }
  }

  private ServedProblem served(String problem) {
    if (!ProblemName.isValid(problem) || problems.find(new ProblemName(problem)).isEmpty()) {
      throw new ProblemDetailException(
          HttpStatus.NOT_FOUND, "Unknown problem", "There is no problem '%s'.".formatted(problem));
    }
    return serving.find(new ProblemName(problem)).orElseThrow(() -> noChampion(problem));
  }

  private static ProblemDetailException noChampion(String problem) {
    return new ProblemDetailException(
        HttpStatus.CONFLICT,
        "No model yet",
        "No model serves %s, and none can be compared with it.".formatted(problem));
  }

  private static ProblemDetailException noVersion(String problem, int version) {
    return new ProblemDetailException(
        HttpStatus.NOT_FOUND,
        "Unknown version",
        "No version %d of %s is registered.".formatted(version, problem));
  }
}
