package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.problem.Problem;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.Calibration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Says what the metric is likely to be, before any truth is known. */
final class EstimateWatch {

  private final Problem problem;
  private final Memory memory;
  private final Baselines baselines;

  EstimateWatch(Problem problem, Memory memory, Baselines baselines) {
    this.problem = problem;
    this.memory = memory;
    this.baselines = baselines;
  }

  /**
   * @param predictions of one version, in order
   */
  void add(int version, List<Prediction> predictions) {
    if (problem.define().task() != Task.CLASSIFICATION) {
      return;
    }
    switch (baselines.find(problem.name(), version)) {
      case Baselines.Found.Here(var baseline) -> add(version, predictions, baseline);
      case Baselines.Found.Absent _, Baselines.Found.Unreachable _ -> {}
    }
  }

  private void add(int version, List<Prediction> predictions, Baseline baseline) {
    Calibration calibration = baseline.calibration();
    if (calibration == null) {
      return;
    }
    OptionalDouble value =
        new ExpectedScore(
                baseline.classes(),
                calibration,
                problem.monitor().performance().metric(),
                problem.define())
            .of(predictions);
    value.ifPresent(
        expected -> memory.append(Journal.ESTIMATES, estimate(version, expected, predictions)));
  }

  private static Estimate estimate(int version, double value, List<Prediction> predictions) {
    List<Instant> times =
        predictions.stream().map(Prediction::eventTime).sorted(Comparator.naturalOrder()).toList();
    return new Estimate(version, value, times.size(), times.getFirst(), times.getLast());
  }
}
