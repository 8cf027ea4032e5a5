package io.millrace.monitoring.web;

import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.judge.Decision;
import io.millrace.monitoring.judge.Decisions;
import io.millrace.monitoring.judge.Known;
import io.millrace.monitoring.judge.Office;
import io.millrace.monitoring.judge.Office.Outcome;
import io.millrace.monitoring.judge.Rules;
import io.millrace.monitoring.judge.Wish;
import io.millrace.monitoring.web.RolloutAnswer.Decided;
import io.millrace.problem.Task;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import java.security.Principal;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.messaging.MessagingException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/problems/{problem}/rollout")
class RolloutController {

  private final Watched watched;
  private final Decisions decisions;
  private final Office office;
  private final ControlPublisher publisher;
  private final Rules rules;

  RolloutController(
      Watched watched,
      Decisions decisions,
      ControlPublisher publisher,
      Clock clock,
      MonitoringSettings settings) {
    this.watched = watched;
    this.decisions = decisions;
    this.office = new Office(decisions, clock);
    this.publisher = publisher;
    this.rules = settings.rollout().rules();
  }

  @GetMapping
  @Operation(
      summary = "Who answers, who is tried, and what was decided",
      description = "The evidence is what is known of each challenger beside the champion by now.")
  RolloutAnswer rollout(@PathVariable("problem") String problem) {
    Known known =
        watched.answer(problem, (found, memory) -> Known.of(found, memory.rollouts(), rules));
    return RolloutAnswer.of(known.caughtUp(decisions));
  }

  @PostMapping("/promote")
  @Operation(
      summary = "Let a version answer everything",
      description = "404 for a version that is not registered, 409 for the champion itself.")
  Decided promote(
      @PathVariable("problem") String problem,
      @RequestBody RolloutRequests.Promotion body,
      Principal caller) {
    return decide(problem, body.wish(), body.reason(), caller);
  }

  @PostMapping("/rollback")
  @Operation(
      summary = "Take a version out of the traffic",
      description =
          "Without a version: the canary, or, where there is none, the champion, in whose place the"
              + " one before it answers again. 409 where nobody would be left.")
  Decided rollBack(
      @PathVariable("problem") String problem,
      @RequestBody(required = false) RolloutRequests.@Nullable RollingBack body,
      Principal caller) {
    var wanted = body == null ? new RolloutRequests.RollingBack(null, null) : body;
    return decide(problem, wanted.wish(), wanted.reason(), caller);
  }

  @PutMapping("/traffic")
  @Operation(
      summary = "Say who is tried beside the champion",
      description =
          "A canary answers its share of the entities; a shadow is asked and never answered. Those"
              + " that are not named are not tried any more.")
  Decided traffic(
      @PathVariable("problem") String problem,
      @RequestBody RolloutRequests.Trying body,
      Principal caller) {
    return decide(problem, body.wish(), body.reason(), caller);
  }

  private Decided decide(String name, Wish wish, @Nullable String reason, Principal caller) {
    Known known =
        watched.answer(
            name,
            (problem, memory) -> {
              if (wish instanceof Wish.Try && problem.define().task() == Task.FORECASTING) {
                throw conflict(
                    "What is known of a series belongs to the one version that forecasts it;"
                        + " allowed: promote, rollback");
              }
              return Known.of(problem, memory.rollouts(), rules);
            });
    Office.Request request =
        new Office.Request(
            wish,
            RolloutRequests.reason(reason),
            caller.getName(),
            UUID.randomUUID().toString(),
            Correlation.current());
    return switch (office.decide(known, request, this::publish)) {
      case Outcome.Decided(Decision decision) -> Decided.of(decision.made());
      case Outcome.Unknown(String why) ->
          throw new ProblemDetailException(HttpStatus.NOT_FOUND, "Unknown version", why);
      case Outcome.Refused(String why) -> throw conflict(why);
      case Outcome.Unreachable(String why) -> throw later(why + "; nothing was decided.");
    };
  }

  private void publish(Decision decision) {
    try {
      publisher.publish(decision.message(), decision.correlationId());
    } catch (MessagingException e) {
      ProblemDetailException answer =
          later(
              "Decision %d is made, but the broker does not answer; it is told to all within a minute of its return."
                  .formatted(decision.number()));
      answer.initCause(e);
      throw answer;
    }
  }

  private static ProblemDetailException conflict(String why) {
    return new ProblemDetailException(HttpStatus.CONFLICT, "Not as things stand", why);
  }

  private static ProblemDetailException later(String why) {
    return new ProblemDetailException(HttpStatus.SERVICE_UNAVAILABLE, "Not ready", why)
        .with(HttpHeaders.RETRY_AFTER, "5");
  }
}
