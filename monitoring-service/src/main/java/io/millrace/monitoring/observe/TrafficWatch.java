package io.millrace.monitoring.observe;

import io.millrace.message.TrafficObserved;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.Pace;
import io.millrace.monitoring.traffic.TrafficMinute;
import io.millrace.monitoring.traffic.TrafficVerdict;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Sums by minute what instances of inference were asked. When the first report of a minute comes,
 * the five minutes before it are looked at: whether requests fail, or take long.
 */
final class TrafficWatch {

  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration LOOKED_AT = Duration.ofMinutes(5);
  private static final String WELL = "Its latest requests were answered as they should be.";

  private final Problem problem;
  private final Memory memory;
  private final Announcer announcer;
  private final Clock clock;

  TrafficWatch(Problem problem, Memory memory, Announcer announcer, Clock clock) {
    this.problem = problem;
    this.memory = memory;
    this.announcer = announcer;
    this.clock = clock;
  }

  /**
   * @param current the version that answers now
   */
  void add(TrafficObserved observed, String correlationId, int current, List<News> out) {
    Optional<Monitor.Traffic> settings = problem.monitor().traffic();
    if (settings.isEmpty()) {
      return;
    }
    Instant minute = minute(observed);
    List<TrafficMinute> known = memory.traffic(minute, minute.plus(1, ChronoUnit.MINUTES));
    if (known.isEmpty()) {
      memory.forgetTrafficBefore(minute.minus(KEPT));
      look(
          Occasion.ofMinute(problem.name(), current, minute, correlationId),
          memory.traffic(minute.minus(LOOKED_AT), minute),
          settings.get(),
          out);
    }
    TrafficMinute before =
        known.isEmpty() ? new TrafficMinute(minute, List.of()) : known.getFirst();
    memory.keep(before.plus(observed.shares()));
  }

  /** An instance whose clock is ahead is not believed: it would make us forget the day. */
  private Instant minute(TrafficObserved observed) {
    Instant now = clock.instant();
    Instant from = observed.from().isBefore(now) ? observed.from() : now;
    return from.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Minutes without any request say nothing. */
  private void look(
      Occasion occasion, List<TrafficMinute> minutes, Monitor.Traffic settings, List<News> out) {
    if (minutes.isEmpty()) {
      return;
    }
    TrafficVerdict verdict = TrafficVerdict.of(minutes, settings);
    if (verdict.troubles().isEmpty()) {
      announcer.missed(occasion, Incident.Kind.TRAFFIC, Pace.MINUTES, WELL, out);
    } else {
      String summary = String.join(" ", verdict.troubles());
      announcer.found(
          occasion, Incident.Kind.TRAFFIC, summary, verdict.severity(), Pace.MINUTES, out);
    }
  }
}
