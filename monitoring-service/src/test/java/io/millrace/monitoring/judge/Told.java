package io.millrace.monitoring.judge;

import io.millrace.message.Cause;
import io.millrace.message.ModelRegistered;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import java.time.Instant;
import java.util.Map;

/** What is said on the models' topic. */
public final class Told {

  public static final Rollout CANARY = new Rollout(Rollout.Mode.CANARY, 0.5, 100, 0.01);
  public static final Rollout SHADOW = new Rollout(Rollout.Mode.SHADOW, 1, 100, 0.01);

  private Told() {}

  public static ModelRegistered registered(ProblemName problem, int version, Rollout rollout) {
    return new ModelRegistered(
        problem,
        version,
        "problems/%s/models/%d".formatted(problem, version),
        "digest",
        "gradient-boosting",
        Metric.ACCURACY,
        Map.of("accuracy", 0.9),
        1_000,
        "run-" + version,
        new Cause(Cause.Kind.FIRST_DATA, "the first rows came"),
        Instant.parse("2026-02-02T12:00:00Z"),
        rollout);
  }
}
