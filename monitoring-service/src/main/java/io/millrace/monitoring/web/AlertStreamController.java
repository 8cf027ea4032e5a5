package io.millrace.monitoring.web;

import io.millrace.message.ControlMessage;
import io.millrace.monitoring.alert.AlertBoard;
import io.millrace.monitoring.alert.Posted;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts as they are raised, as server-sent events. Each client has its request's thread. */
@RestController
class AlertStreamController {

  private static final Logger LOG = LoggerFactory.getLogger(AlertStreamController.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int CLIENTS = 100;

  private final AlertBoard board;
  private final Semaphore room = new Semaphore(CLIENTS);

  AlertStreamController(AlertBoard board) {
    this.board = board;
  }

  @GetMapping(path = "/v1/alerts/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Tells the alerts of all services as they are raised",
      responses =
          @ApiResponse(
              responseCode = "200",
              description = "Server-sent events, each an alert as a CloudEvent",
              content =
                  @Content(
                      mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                      schema = @Schema(type = "string"))))
  void follow(
      @Parameter(description = "Only those of this problem")
          @RequestParam(name = "problem", required = false)
          @Nullable String problem,
      @Parameter(description = "The id of the last event that came: what follows it is told")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      HttpServletResponse response)
      throws InterruptedException {
    Optional<ProblemName> name = AlertController.problem(problem);
    long from = last == null || last.isEmpty() ? board.end() : place(last);
    if (!room.tryAcquire()) {
      throw new ProblemDetailException(
              HttpStatus.TOO_MANY_REQUESTS,
              "Too many followers",
              "As many follow alerts here as there is room for. Ask another instance, or later.")
          .with(HttpHeaders.RETRY_AFTER, "10");
    }
    try {
      tell(name, from, EventStream.begin(response, Long.toString(from)));
    } catch (IOException e) {
      LOG.debug("A follower of alerts has gone", e);
    } finally {
      room.release();
    }
  }

  private void tell(Optional<ProblemName> problem, long from, EventStream events)
      throws IOException, InterruptedException {
    AlertBoard.Heard heard = board.next(from, problem, HEARTBEAT);
    while (!heard.isEnd()) {
      tell(heard, events);
      heard = board.next(heard.place(), problem, HEARTBEAT);
    }
    events.tell("end", "stopping", "This instance is being stopped. Come back with the last id.");
    events.flush();
  }

  private static void tell(AlertBoard.Heard heard, EventStream events) throws IOException {
    if (heard.hasGap()) {
      events.tell("gap", "expired", "Some that were to follow are not kept any more.");
    }
    for (Posted posted : heard.told()) {
      events.tell(
          Long.toString(posted.place() + 1),
          context(posted),
          MillraceJson.mapper().writeValueAsBytes(posted.alert()));
    }
    if (heard.told().isEmpty()) {
      events.stand(Long.toString(heard.place()));
    }
    events.flush();
  }

  private static EventContext context(Posted posted) {
    return new EventContext(
        posted.id(),
        ControlMessage.typeOf(posted.alert().getClass()),
        posted.source(),
        posted.alert().key(),
        posted.time(),
        posted.alert().problem(),
        posted.correlationId());
  }

  private static long place(String last) {
    if (!last.matches("\\d{1,18}")) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Unknown place",
          "Last-Event-ID: found %s; allowed: the id of an event of this stream, or 0 for all that are kept"
              .formatted(last));
    }
    return Long.parseLong(last);
  }

  /** Before the web server waits for the requests that are under way. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    board.stop();
  }
}
