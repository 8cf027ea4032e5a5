package io.millrace.monitoring.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.alert.IncidentNews;
import io.millrace.monitoring.alert.Incidents;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.Pace;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.rollout.Traffic;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;

/** Says what was found as part of its incident, and so not more often than is of use. */
final class Announcer {

  private final Problem problem;
  private final Memory memory;
  private final Incidents incidents;
  private final IncidentNews news;

  Announcer(Problem problem, Memory memory, Clock clock) {
    this.problem = problem;
    this.memory = memory;
    this.incidents = new Incidents(memory, clock);
    this.news = new IncidentNews(problem.name(), clock);
  }

  void found(
      Occasion occasion,
      DriftDetected detection,
      Alert.Severity severity,
      Pace pace,
      List<News> out) {
    incidents
        .found(occasion, Incident.Kind.of(detection.kind()), severity, pace)
        .ifPresent(incident -> say(occasion, detection, incident, out));
  }

  /**
   * As the other, of what people alone are told.
   *
   * @param summary what was found
   */
  void found(
      Occasion occasion,
      Incident.Kind kind,
      String summary,
      Alert.Severity severity,
      Pace pace,
      List<News> out) {
    incidents
        .found(occasion, kind, severity, pace)
        .ifPresent(incident -> out.add(news.standing(occasion, incident, summary, problem)));
  }

  private void say(Occasion occasion, DriftDetected detection, Incident incident, List<News> out) {
    if (detection.kind() != DriftDetected.Kind.PERFORMANCE
        || problem.monitor().retrain().on().contains(Monitor.Cause.PERFORMANCE)) {
      memory.append(Journal.DETECTIONS, detection);
      out.add(occasion.news(detection.kind().name(), detection));
    }
    out.add(news.standing(occasion, incident, detection.summary(), problem));
  }

  /**
   * A look that found nothing.
   *
   * @param why its incident is over, if it is
   */
  void missed(Occasion occasion, Incident.Kind kind, Pace pace, String why, List<News> out) {
    incidents
        .missed(occasion.version(), kind, pace)
        .ifPresent(incident -> out.add(news.over(occasion, incident, why)));
  }

  /** A look that found the opposite. */
  void cleared(Occasion occasion, Incident.Kind kind, Pace pace, String why, List<News> out) {
    incidents
        .cleared(occasion.version(), kind, pace)
        .ifPresent(incident -> out.add(news.over(occasion, incident, why)));
  }

  /** Ends the incidents of versions that neither answer nor are tried any more. */
  void retire(Progress progress, String correlationId, List<News> out) {
    Traffic traffic = memory.rollouts().rollouts().traffic();
    IntPredicate isGone =
        version ->
            version != progress.current()
                && version != traffic.champion()
                && traffic.challengers().stream().noneMatch(each -> each.version() == version);
    String why = "Version %d answers now.".formatted(progress.current());
    incidents
        .retire(incident -> isGone.test(incident.version()))
        .forEach(incident -> out.add(news.ended(incident, why, correlationId)));
  }

  /** Ends the incidents of what the problem file has turned off since. */
  void leaveOff(List<News> out) {
    incidents
        .retire(incident -> !isWatched(incident.kind()))
        .forEach(
            incident ->
                out.add(
                    news.ended(
                        incident,
                        "The problem does not ask for it any more.",
                        correlationId(incident))));
  }

  /** No message led to it; the same each time. */
  private static String correlationId(Incident incident) {
    return UUID.nameUUIDFromBytes((incident.id() + "/closed").getBytes(UTF_8)).toString();
  }

  private boolean isWatched(Incident.Kind kind) {
    Monitor monitor = problem.monitor();
    return switch (kind) {
      case DATA -> monitor.drift().data();
      case PREDICTION -> monitor.drift().prediction();
      case ATTRIBUTION -> monitor.drift().attribution();
      case PERFORMANCE -> true;
      case ESTIMATE -> monitor.estimate();
      case CONCEPT -> monitor.concept().isPresent();
      case TRAFFIC -> monitor.traffic().isPresent();
    };
  }
}
