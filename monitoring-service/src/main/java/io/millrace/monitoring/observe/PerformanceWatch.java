package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.Pace;
import io.millrace.monitoring.alert.PerformanceNews;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The running metric of each version over its latest labelled predictions. It is judged once its
 * window is full, and then ten times in each window; only the version that predicts now is spoken
 * of.
 */
final class PerformanceWatch {

  private static final int JUDGEMENTS_PER_WINDOW = 10;
  private static final Incident.Kind KIND = Incident.Kind.PERFORMANCE;

  private final Problem problem;
  private final Monitor.Performance settings;
  private final Memory memory;
  private final Clock clock;
  private final EstimateWatch estimates;
  private final Announcer announcer;
  private final PerformanceNews news;

  PerformanceWatch(
      Problem problem, Memory memory, EstimateWatch estimates, Announcer announcer, Clock clock) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.memory = memory;
    this.estimates = estimates;
    this.announcer = announcer;
    this.clock = clock;
    this.news = new PerformanceNews(problem, clock);
  }

  /** What has just become known, and through which message. */
  record Known(EventId event, String truth, String correlationId) {}

  /**
   * Counts an answer whose truth is known, or known better.
   *
   * @return the answer with its place among the version's labelled ones
   */
  Answer add(Answer answer, Known known, Standing standing, List<News> out) {
    Outcome outcome = Outcome.of(answer, known.truth(), settings.metric());
    VersionProgress progress = standing.progress().versions().get(answer.version());
    if (outcome == null || progress == null) {
      return answer;
    }
    if (answer.place() != Answer.UNLABELLED) {
      correct(answer, outcome, progress);
      return answer;
    }
    long place = progress.labelled();
    memory.keepOutcome(answer.version(), place, outcome);
    memory.forgetOutcome(answer.version(), place - settings.window());
    standing.move(before -> before.with(answer.version(), progress.label()));
    judge(answer.version(), known, standing.progress(), out);
    return answer.at(place);
  }

  private void correct(Answer answer, Outcome outcome, VersionProgress progress) {
    if (answer.place() >= progress.labelled() - settings.window()) {
      memory.keepOutcome(answer.version(), answer.place(), outcome);
    }
  }

  private void judge(int version, Known known, Progress now, List<News> out) {
    VersionProgress progress = VersionProgress.of(now, version);
    int step = Math.max(1, settings.window() / JUDGEMENTS_PER_WINDOW);
    if (progress.labelled() < settings.window() || progress.labelled() % step != 0) {
      return;
    }
    List<Outcome> latest =
        memory.outcomes(version, progress.labelled() - settings.window(), progress.labelled());
    OptionalDouble value =
        Scorecard.of(settings.metric(), latest, progress.classes(), problem.define());
    Double metric = value.isPresent() ? value.getAsDouble() : null;
    memory.append(
        Journal.JUDGEMENTS, new Judgement(version, metric, progress.labelled(), clock.instant()));
    if (metric == null || version != now.current()) {
      return;
    }
    Occasion occasion =
        Occasion.ofTruth(
            problem.name(), version, progress.labelled(), known.event(), known.correlationId());
    speak(occasion, metric, latest, out);
    estimates.labelled(occasion, metric, latest, out);
  }

  private void speak(Occasion occasion, double value, List<Outcome> latest, List<News> out) {
    if (settings.isWorseThanAllowed(value)) {
      DriftDetected detected = news.detection(occasion.version(), value, Outcome.span(latest));
      announcer.found(occasion, detected, news.severity(value), Pace.TENTHS, out);
    } else if (news.isClear(value)) {
      announcer.cleared(occasion, KIND, Pace.TENTHS, news.recovered(value), out);
    } else {
      announcer.missed(occasion, KIND, Pace.TENTHS, news.recovered(value), out);
    }
  }
}
