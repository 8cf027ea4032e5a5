package io.millrace.training.forecast;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Prepare.Size;
import io.millrace.problem.Prepare.Validation;
import io.millrace.problem.Problem;
import io.millrace.problem.Train.Algorithm;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be forecast.
 *
 * @param horizon how many steps
 * @param context from how many values; empty for three horizons in whole seasons
 * @param season after how many steps the series is alike, 1 where it has no season; empty to find
 *     it
 * @param holdout the latest values, that models are measured on
 * @param validation the latest of the others, that models are compared on
 * @param coverage the share of true values that intervals are made for
 * @param metric by which algorithms are ranked
 */
public record ForecastTask(
    int horizon,
    OptionalInt context,
    OptionalInt season,
    Size holdout,
    Size validation,
    double coverage,
    Metric metric,
    List<Algorithm> algorithms,
    long seed) {

  /** What intervals are made for; a problem does not say. */
  public static final double COVERAGE = 0.9;

  private static final double USUAL_VALIDATION = 0.2;

  public ForecastTask {
    algorithms = List.copyOf(algorithms);
  }

  /** What a problem asks for. */
  public static ForecastTask of(Problem problem) {
    Define define = problem.define();
    Define.Horizon horizon = define.forecast().orElseThrow();
    double validation =
        problem.prepare().validation() instanceof Validation.Share(double share)
            ? share
            : USUAL_VALIDATION;
    return new ForecastTask(
        horizon.steps(),
        horizon.context(),
        horizon.season(),
        problem.prepare().holdout().size(),
        new Size.Share(validation),
        COVERAGE,
        define.primaryMetric(),
        problem.train().algorithms(),
        problem.train().seed());
  }
}
