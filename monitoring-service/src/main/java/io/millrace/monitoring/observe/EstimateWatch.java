package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.message.Alert;
import io.millrace.monitoring.alert.EstimateNews;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.Pace;
import io.millrace.problem.Metric;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says what the metric is likely to be before any truth is known, and that it is likely to be bad,
 * unless labels tell.
 */
final class EstimateWatch {

  private static final Incident.Kind KIND = Incident.Kind.ESTIMATE;

  private final Problem problem;
  private final Monitor.Performance settings;
  private final Memory memory;
  private final Baselines baselines;
  private final Announcer announcer;
  private final EstimateNews news;

  /** What is still to be spoken of. */
  private final List<Estimate> fresh = new ArrayList<>();

  EstimateWatch(Problem problem, Memory memory, Baselines baselines, Announcer announcer) {
    this.problem = problem;
    this.settings = problem.monitor().performance();
    this.memory = memory;
    this.baselines = baselines;
    this.announcer = announcer;
    this.news = new EstimateNews(problem);
  }

  /**
   * @param predictions of one version, in order
   */
  void add(int version, List<Prediction> predictions) {
    if (problem.monitor().estimate() && problem.define().task() != Task.FORECASTING) {
      expectation(version).ifPresent(expected -> add(version, predictions, expected));
    }
  }

  private Optional<Expectation> expectation(int version) {
    return switch (baselines.find(problem.name(), version)) {
      case Baselines.Found.Here(var baseline) -> expectation(baseline);
      case Baselines.Found.Absent _, Baselines.Found.Unreachable _ -> Optional.empty();
    };
  }

  private Optional<Expectation> expectation(Baseline baseline) {
    Metric metric = settings.metric();
    if (metric.task() == Task.CLASSIFICATION) {
      return Optional.ofNullable(baseline.calibration())
          .map(known -> new ExpectedScore(baseline.classes(), known, metric, problem.define()));
    }
    return Optional.ofNullable(baseline.loss())
        .filter(known -> known.tells(metric))
        .map(known -> new ExpectedError(known, metric));
  }

  private void add(int version, List<Prediction> predictions, Expectation expected) {
    double[] sums = expected.sums(predictions);
    EstimatePool pool =
        memory
            .estimates(version)
            .filter(known -> known.isOf(settings.metric(), sums.length))
            .orElseGet(() -> EstimatePool.empty(settings.metric()))
            .add(Estimate.Piece.of(predictions, sums), settings.window());
    memory.keepEstimates(version, pool);
    if (pool.isWhole(settings.window())) {
      conclude(version, pool.all(), expected);
    }
  }

  private void conclude(int version, Estimate.Piece all, Expectation expected) {
    OptionalDouble value =
        expected.value(all.sums().stream().mapToDouble(Double::doubleValue).toArray());
    if (value.isPresent()) {
      Estimate estimate =
          new Estimate(version, value.getAsDouble(), all.predictions(), all.from(), all.to());
      memory.append(Journal.ESTIMATES, estimate);
      fresh.add(estimate);
    }
  }

  /**
   * Tells what has been estimated of the version that answers.
   *
   * @param told the prediction that was counted last
   */
  void speak(Told told, Progress progress, List<News> out) {
    for (Estimate estimate : fresh) {
      if (estimate.modelVersion() == progress.current()
          && estimate.predictions() >= settings.window()) {
        speak(estimate, told, VersionProgress.of(progress, progress.current()), out);
      }
    }
    fresh.clear();
  }

  private void speak(Estimate estimate, Told told, VersionProgress progress, List<News> out) {
    int version = estimate.modelVersion();
    Occasion occasion =
        Occasion.ofEstimate(
            problem.name(),
            version,
            progress.intake(problem.monitor().drift().window().rows()).predicted(),
            told.prediction().eventId(),
            told.correlationId());
    String recovered = news.recovered(estimate.value(), estimate.predictions());
    if (!settings.isWorseThanAllowed(estimate.value())) {
      if (news.isClear(estimate.value())) {
        announcer.cleared(occasion, KIND, Pace.QUARTERS, recovered, out);
      } else {
        announcer.missed(occasion, KIND, Pace.QUARTERS, recovered, out);
      }
      return;
    }
    List<Outcome> labelled = labelled(version, progress);
    OptionalDouble real =
        isCovered(version, labelled)
            ? Scorecard.of(settings.metric(), labelled, progress.classes(), problem.define())
            : OptionalDouble.empty();
    if (real.isPresent()) {
      override(occasion, real.getAsDouble(), out);
    } else {
      announcer.found(
          occasion,
          KIND,
          news.summary(version, estimate.value(), estimate.predictions()),
          Alert.Severity.WARNING,
          Pace.QUARTERS,
          out);
    }
  }

  private List<Outcome> labelled(int version, VersionProgress progress) {
    long count = progress.labelled();
    return count < settings.window()
        ? List.of()
        : memory.outcomes(version, count - settings.window(), count);
  }

  /** Whether labels are of the predictions that the estimate is of, for a half at least. */
  private boolean isCovered(int version, List<Outcome> labelled) {
    return !labelled.isEmpty()
        && memory
            .estimates(version)
            .filter(pool -> 2 * since(pool, labelled) >= labelled.size())
            .isPresent();
  }

  private static long since(EstimatePool pool, List<Outcome> labelled) {
    return labelled.stream().filter(each -> !each.eventTime().isBefore(pool.begin())).count();
  }

  /**
   * Labels have told what the metric is.
   *
   * @param latest a window of them
   */
  void labelled(Occasion occasion, double value, List<Outcome> latest, List<News> out) {
    if (isCovered(occasion.version(), latest)) {
      override(occasion, value, out);
    }
  }

  private void override(Occasion occasion, double value, List<News> out) {
    boolean isOpen = memory.incident(occasion.version(), KIND).filter(Incident::isOpen).isPresent();
    if (isOpen) {
      announcer.cleared(occasion, KIND, Pace.QUARTERS, news.labelled(value), out);
    }
  }
}
