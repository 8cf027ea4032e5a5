package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.PerformanceNews;
import io.millrace.monitoring.alert.Repetition;
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

  private final Problem problem;
  private final Monitor.Performance settings;
  private final Memory memory;
  private final Clock clock;
  private final PerformanceNews news;

  PerformanceWatch(Problem problem, Memory memory, Clock clock) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.memory = memory;
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
    standing.move(before -> judge(answer.version(), known, before, out));
    return answer.at(place);
  }

  private void correct(Answer answer, Outcome outcome, VersionProgress progress) {
    if (answer.place() >= progress.labelled() - settings.window()) {
      memory.keepOutcome(answer.version(), answer.place(), outcome);
    }
  }

  private Progress judge(int version, Known known, Progress before, List<News> out) {
    VersionProgress progress = VersionProgress.of(before, version);
    int step = Math.max(1, settings.window() / JUDGEMENTS_PER_WINDOW);
    if (progress.labelled() < settings.window() || progress.labelled() % step != 0) {
      return before;
    }
    List<Outcome> latest =
        memory.outcomes(version, progress.labelled() - settings.window(), progress.labelled());
    OptionalDouble value =
        Scorecard.of(settings.metric(), latest, progress.classes(), problem.define());
    Double metric = value.isPresent() ? value.getAsDouble() : null;
    memory.append(
        Journal.JUDGEMENTS, new Judgement(version, metric, progress.labelled(), clock.instant()));
    if (metric == null || version != before.current()) {
      return before;
    }
    Occasion occasion =
        Occasion.ofTruth(
            problem.name(), version, progress.labelled(), known.event(), known.correlationId());
    return speak(occasion, metric, latest, before, out);
  }

  private Progress speak(
      Occasion occasion, double value, List<Outcome> latest, Progress before, List<News> out) {
    int version = occasion.version();
    VersionProgress progress = VersionProgress.of(before, version);
    if (!settings.isWorseThanAllowed(value)) {
      if (before.alarm() != 0) {
        out.add(occasion.news("recovery-alert", news.recovered(version, value)));
      }
      return before.alarm(0);
    }
    if (!Repetition.performanceMayAlert(
        before.alarm() == version, progress.labelled(), progress.alarmed(), settings.window())) {
      return before;
    }
    out.add(occasion.news("performance-alert", news.alert(version, value)));
    if (problem.monitor().retrain().on().contains(Monitor.Cause.PERFORMANCE)) {
      DriftDetected detected = news.detection(version, value, Outcome.span(latest));
      memory.append(Journal.DETECTIONS, detected);
      out.add(occasion.news(detected.kind().name(), detected));
    }
    return before.with(version, progress.alarm()).alarm(version);
  }
}
