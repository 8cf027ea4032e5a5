package io.millrace.ingestion.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.event.Rejection;
import io.millrace.ingestion.rejected.Refused;
import io.millrace.ingestion.rejected.Rejections;
import io.millrace.ingestion.rejected.Replays;
import io.millrace.ingestion.rejected.Wanted;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says what was refused, and takes it again. */
@RestController
@RequestMapping("/v1/problems/{problem}/rejected")
class RejectedController {

  /** Under this name is listed what names no problem. */
  private static final ProblemName NO_PROBLEM = new ProblemName("millrace");

  private final Directory directory;
  private final BodyIntake intake;
  private final Rejections rejections;
  private final Replays replays;

  RejectedController(
      Directory directory, BodyIntake intake, Rejections rejections, Replays replays) {
    this.directory = directory;
    this.intake = intake;
    this.rejections = rejections;
    this.replays = replays;
  }

  /**
   * @param rejections the newest first
   * @param complete false where the reading was ended before it had come to the last of them
   */
  record Listing(String problem, List<Row> rejections, boolean complete) {}

  /**
   * @param origin the message that it is about; absent where it came in a request
   * @param services those that could not read the message
   * @param state {@code open} or {@code replayed}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      String id,
      String kind,
      Instant at,
      String field,
      String found,
      String expected,
      String content,
      String encoding,
      @Nullable Origin origin,
      @Nullable SortedSet<String> services,
      String state) {

    static Row of(Refused refused) {
      Rejection rejection = refused.rejection();
      Rejection.@Nullable Origin origin = rejection.origin();
      return new Row(
          refused.id(),
          rejection.kind(),
          rejection.rejectedAt(),
          rejection.field(),
          rejection.found(),
          rejection.expected(),
          rejection.content(),
          rejection.encoding(),
          origin == null ? null : new Origin(origin.topic(), origin.partition(), origin.offset()),
          origin == null ? null : refused.services(),
          refused.state().name().toLowerCase(Locale.ROOT));
    }
  }

  record Origin(String topic, int partition, long offset) {}

  @Operation(
      summary = "List what was refused",
      description = "The newest first. Under the name millrace: what names no problem.")
  @GetMapping
  Listing list(
      @PathVariable String problem,
      @RequestParam(defaultValue = "100") int limit,
      HttpServletRequest request) {
    if (limit < 1 || limit > Rejections.MOST) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Wrong limit",
          "limit: found %d; allowed: 1 to %d".formatted(limit, Rejections.MOST));
    }
    if (!ProblemName.isValid(problem)) {
      throw Answers.unknownProblem(problem);
    }
    ProblemName name = new ProblemName(problem);
    Rejections.Listing found =
        Answers.of(
            () -> {
              Rejections.Listing listing = rejections.find(name, new Wanted.Newest(limit));
              RequestMemory.of(request).take(listing.weight());
              return listing;
            });
    if (found.rows().isEmpty() && !name.equals(NO_PROBLEM)) {
      // A problem that was taken away is not known any more, and yet something may lie there
      directory.find(problem);
    }
    return new Listing(name.value(), found.rows().stream().map(Row::of).toList(), found.complete());
  }

  @Operation(
      summary = "Accept what was refused",
      description =
          "{ids: […]} or {all: true}, and {mended: [{id, content}]} where something was mended."
              + " Each is checked against the problem as it is now, and accepted once.")
  @PostMapping("/replay")
  ReplayAnswer replay(@PathVariable String problem, HttpServletRequest request) {
    Problem now = directory.find(problem).problem();
    return Answers.of(
        () ->
            ReplayAnswer.of(
                replays.replay(
                    now, ReplayOrders.read(intake.rows(request)), Correlation.current())));
  }
}
