package io.millrace.monitoring.judge;

import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What versions may say. */
final class Said {

  static final ProblemName NAME = new ProblemName("room");
  static final int CHAMPION = 1;
  static final int CHALLENGER = 2;

  private Said() {}

  static Opinion label(int version, String label) {
    return label(version, label, 10);
  }

  static Opinion label(int version, String label, double micros) {
    return new Opinion(
        version,
        version == CHAMPION ? Role.CHAMPION : Role.CANARY,
        label,
        Map.of("yes", label.equals("yes") ? 0.9 : 0.1, "no", label.equals("no") ? 0.9 : 0.1),
        null,
        micros,
        null);
  }

  static Opinion value(int version, double value) {
    return new Opinion(
        version, version == CHAMPION ? Role.CHAMPION : Role.CANARY, null, null, value, 10, null);
  }

  static Opinion failed(int version) {
    return new Opinion(version, Role.CANARY, null, null, null, 0, "it fell over");
  }

  /** The challenger's answer went out. */
  static Prediction byCanary(String event, Opinion champion, Opinion canary) {
    return new Prediction(
        new EventId(event),
        canary.modelVersion(),
        Instant.EPOCH,
        Map.of("x", 1.0),
        canary.label(),
        canary.probabilities(),
        canary.value(),
        canary.micros(),
        null,
        Role.CANARY,
        List.of(champion));
  }

  /** The champion's went out. */
  static Prediction byChampion(String event, Opinion champion, Opinion beside) {
    return new Prediction(
        new EventId(event),
        champion.modelVersion(),
        Instant.EPOCH,
        Map.of("x", 1.0),
        champion.label(),
        champion.probabilities(),
        champion.value(),
        champion.micros(),
        null,
        Role.CHAMPION,
        List.of(beside));
  }

  static Define define(Metric metric) {
    Task task = metric.task();
    return new Define(
        task,
        "busy",
        task == Task.CLASSIFICATION ? Optional.of("yes") : Optional.empty(),
        Optional.of(new Define.Success(metric, metric.higherIsBetter() ? 0 : 1e9)));
  }

  static Problem problem() {
    Map<String, Object> definition =
        Map.of(
            "problem", NAME.value(),
            "define",
                Map.of(
                    "task",
                    "classification",
                    "target",
                    "busy",
                    "success",
                    Map.of("metric", "accuracy", "at-least", 0.5)),
            "data", Map.of("features", Map.of("x", "number")));
    return switch (ProblemFile.read(definition)) {
      case ProblemFile.Accepted(var problem) -> problem;
      case ProblemFile.Refused(var errors) -> throw new AssertionError(errors);
    };
  }
}
