package io.millrace.inference.web;

import io.millrace.event.Prediction;
import io.millrace.inference.InferenceSettings;
import io.millrace.inference.follow.Follower;
import io.millrace.inference.follow.Followers;
import io.millrace.inference.follow.Heard;
import io.millrace.inference.follow.Opening;
import io.millrace.inference.follow.Place;
import io.millrace.inference.follow.Told;
import io.millrace.inference.follow.Wish;
import io.millrace.inference.load.ModelLoader;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.stream.EventStream;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Predictions as they are made, as server-sent events. Each client has its request's thread. */
@RestController
final class FollowController {

  private static final Logger LOG = LoggerFactory.getLogger(FollowController.class);

  private final Followers followers;
  private final ProblemCatalog problems;
  private final ModelLoader loader;
  private final Duration heartbeat;

  FollowController(
      Followers followers,
      ProblemCatalog problems,
      ModelLoader loader,
      InferenceSettings settings) {
    this.followers = followers;
    this.problems = problems;
    this.loader = loader;
    this.heartbeat = settings.follow().heartbeat();
  }

  @GetMapping(
      path = "/v1/problems/{problem}/predictions",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Tells a problem's predictions as they are made, of events and of requests",
      responses =
          @ApiResponse(
              responseCode = "200",
              description = "Server-sent events, each a prediction as a CloudEvent",
              content =
                  @Content(
                      mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                      schema = @Schema(type = "string"))))
  void follow(
      @PathVariable String problem,
      @Parameter(description = "Only those of this entity")
          @RequestParam(name = "entity", required = false)
          @Nullable String entity,
      @Parameter(description = "The id of the last event that came: what follows it is told")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      HttpServletResponse response)
      throws InterruptedException {
    Wish wish = new Wish(known(problem), entity);
    switch (followers.follow(wish, place(last))) {
      case Opening.Opened(Follower follower) -> {
        try (follower) {
          tell(follower, wish.problem(), response);
        } catch (IOException e) {
          LOG.debug("A follower of {} has gone", problem, e);
        }
      }
      case Opening.Full() -> throw full();
      case Opening.Unreadable() ->
          throw later("The predictions cannot be read for the moment: the broker is away.");
    }
  }

  private void tell(Follower follower, ProblemName problem, HttpServletResponse response)
      throws IOException, InterruptedException {
    EventStream events = EventStream.begin(response, follower.place().toString());
    long told = System.nanoTime();
    boolean goesOn = true;
    while (goesOn) {
      Heard heard = follower.next(heartbeat);
      boolean isQuiet = heard instanceof Heard.Nothing;
      if (!isQuiet || System.nanoTime() - told >= heartbeat.toNanos()) {
        goesOn = tell(heard, problem, events);
        events.flush();
        told = System.nanoTime();
      }
    }
  }

  /**
   * @return whether there is more to come
   */
  private boolean tell(Heard heard, ProblemName problem, EventStream events) throws IOException {
    switch (heard) {
      case Heard.Predictions(var told, var places) -> {
        for (int i = 0; i < told.size(); i++) {
          events.tell(places.get(i).toString(), context(told.get(i)), told.get(i).data());
        }
      }
      case Heard.Nothing(Place place) -> {
        if (problems.find(problem).isEmpty()) {
          events.tell("end", "deleted", "The problem was deleted.");
          return false;
        }
        events.stand(place.toString());
      }
      case Heard.Gap() ->
          events.tell("gap", "expired", "Some that were to follow are not kept any more.");
      case Heard.End(Heard.Reason reason) -> {
        events.tell("end", word(reason), detail(reason));
        return false;
      }
    }
    return true;
  }

  private static EventContext context(Told told) {
    return new EventContext(
        told.id(),
        Prediction.TYPE,
        told.source(),
        told.entity(),
        told.time(),
        told.problem(),
        told.correlationId());
  }

  private static String word(Heard.Reason reason) {
    return switch (reason) {
      case TOO_SLOW -> "too-slow";
      case UNREADABLE -> "unreadable";
      case STOPPING -> "stopping";
    };
  }

  private static String detail(Heard.Reason reason) {
    return switch (reason) {
      case TOO_SLOW ->
          "More came than was read in time. Come back with the last id: nothing is lost.";
      case UNREADABLE ->
          "The predictions cannot be read for the moment. Come back with the last id.";
      case STOPPING -> "This replica is being stopped. Come back with the last id.";
    };
  }

  private ProblemName known(String problem) {
    if (ProblemName.isValid(problem) && problems.find(new ProblemName(problem)).isPresent()) {
      return new ProblemName(problem);
    }
    if (!loader.isCaughtUp()) {
      throw later("This replica is starting and does not know all problems yet.");
    }
    throw PredictController.unknown(problem);
  }

  private static @Nullable Place place(@Nullable String last) {
    if (last == null || last.isEmpty()) {
      return null;
    }
    return Place.parse(last)
        .orElseThrow(
            () ->
                new ProblemDetailException(
                    HttpStatus.BAD_REQUEST,
                    "Unknown place",
                    "Last-Event-ID: found %s; allowed: the id of an event of this stream, or 0 for"
                            .formatted(last)
                        + " all that are kept"));
  }

  private static ProblemDetailException full() {
    return new ProblemDetailException(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many followers",
            "As many follow predictions here as this replica has room for. Ask another, or later.")
        .with(HttpHeaders.RETRY_AFTER, "10");
  }

  private static ProblemDetailException later(String detail) {
    return new ProblemDetailException(HttpStatus.SERVICE_UNAVAILABLE, "Not ready", detail)
        .with(HttpHeaders.RETRY_AFTER, "5");
  }
}
