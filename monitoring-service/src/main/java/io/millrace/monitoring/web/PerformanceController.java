package io.millrace.monitoring.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.observe.Labelling;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.Scorecard;
import io.millrace.monitoring.observe.StepError;
import io.millrace.monitoring.observe.VersionProgress;
import io.millrace.problem.Metric;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PerformanceController {

  private final Watched watched;
  private final Clock clock;

  PerformanceController(Watched watched, Clock clock) {
    this.watched = watched;
    this.clock = clock;
  }

  /**
   * @param window how many labelled predictions the metric spans
   * @param current of the version that predicts now; null before any did
   * @param estimated what the metric was expected to be over the latest predictions, the latest
   *     estimate first; empty where nothing can be expected of the model, and where it is off
   * @param labels how many predictions have one, and how late they come
   * @param history the metric as it was judged, the latest first
   */
  record Performance(
      ProblemName problem,
      Metric metric,
      int window,
      @Nullable Current current,
      Map<Integer, Score> byVersion,
      List<Estimate> estimated,
      Labelling.Summary labels,
      List<Judgement> history) {}

  /**
   * @param value null where the metric is not defined for what was seen
   * @param labelled how many of the version's predictions have a known truth, in all
   * @param steps of a horizon, the first, the middle and the last; empty for other tasks
   */
  record Score(
      @Nullable Double value,
      long labelled,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StepError> steps) {}

  record Current(@Nullable Double value, long labelled, int modelVersion) {}

  @GetMapping("/v1/problems/{problem}/performance")
  Performance performance(@PathVariable("problem") String problem) {
    return watched.answer(problem, (stated, memory) -> answer(stated, memory, clock.instant()));
  }

  private static Performance answer(Problem problem, Recollection memory, Instant now) {
    Progress progress = memory.progress();
    Map<Integer, Score> scores = new TreeMap<>();
    progress
        .versions()
        .forEach((number, version) -> scores.put(number, score(problem, memory, number, version)));
    Score current = scores.get(progress.current());
    return new Performance(
        problem.name(),
        problem.monitor().performance().metric(),
        problem.monitor().performance().window(),
        current == null
            ? null
            : new Current(current.value(), current.labelled(), progress.current()),
        scores,
        problem.monitor().estimate() ? memory.entries(Journal.ESTIMATES) : List.of(),
        memory.labelling().at(now),
        memory.entries(Journal.JUDGEMENTS));
  }

  private static Score score(
      Problem problem, Recollection memory, int number, VersionProgress version) {
    var settings = problem.monitor().performance();
    OptionalDouble value =
        Scorecard.of(
            settings.metric(),
            memory.outcomes(number, version.labelled() - settings.window(), version.labelled()),
            version.classes(),
            problem.define());
    return new Score(
        value.isPresent() ? value.getAsDouble() : null,
        version.labelled(),
        StepError.of(memory, number, settings.window()));
  }
}
