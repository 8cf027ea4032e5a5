package io.millrace.monitoring.web;

import io.millrace.monitoring.observe.Recollection;
import io.millrace.problem.Problem;
import io.millrace.starter.web.ProblemDetailException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TrafficController {

  private static final int A_DAY = 1440;

  private final Watched watched;
  private final Clock clock;

  TrafficController(Watched watched, Clock clock) {
    this.watched = watched;
    this.clock = clock;
  }

  /**
   * @param minutes the latest, up to now; what is older than a day is forgotten
   */
  @GetMapping("/v1/problems/{problem}/traffic")
  TrafficAnswer traffic(
      @PathVariable("problem") String problem,
      @RequestParam(name = "minutes", defaultValue = "15") int minutes) {
    if (minutes < 1 || minutes > A_DAY) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Invalid request",
          "minutes: found %d; allowed: 1 to %d".formatted(minutes, A_DAY));
    }
    return watched.answer(problem, (found, memory) -> answer(found, memory, minutes));
  }

  private TrafficAnswer answer(Problem problem, Recollection memory, int minutes) {
    Instant now = clock.instant();
    Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(minutes - 1, ChronoUnit.MINUTES);
    return TrafficAnswer.of(
        problem, from, now, memory.traffic(from, now.plus(1, ChronoUnit.MINUTES)));
  }
}
