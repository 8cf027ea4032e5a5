package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class HorizonReaderTest {

  @Test
  void readsWhatIsForecast() {
    Problem problem =
        accepted(
            """
            problem: oil
            define: { task: forecasting, target: OT, horizon: 96 steps, context: 336, season: 24 steps }
            data: { time: date, key: transformer }
            """);

    Define.Horizon horizon = problem.define().forecast().orElseThrow();
    assertThat(horizon.steps()).isEqualTo(96);
    assertThat(horizon.context()).hasValue(336);
    assertThat(horizon.season()).hasValue(24);
    assertThat(problem.define().primaryMetric()).isEqualTo(Metric.MASE);
    assertThat(problem.data().features().features())
        .singleElement()
        .isInstanceOfSatisfying(
            Feature.Number.class, target -> assertThat(target.name()).isEqualTo("OT"));
    assertThat(problem.monitor().performance().metric()).isEqualTo(Metric.MAE);
  }

  @Test
  void findsTheSeasonAndTheContextUnlessTold() {
    for (String season : List.of("", ", season: found")) {
      Problem problem =
          accepted(
              "{problem: oil, define: {task: forecasting, target: OT, horizon: 96%s}}"
                  .formatted(season));

      assertThat(problem.define().forecast().orElseThrow().season()).isEmpty();
      assertThat(problem.define().forecast().orElseThrow().context()).isEmpty();
    }
  }

  @Test
  void refusesWhatForecastingHasNot() {
    assertThat(
            errors(
                """
                problem: oil
                define: { task: forecasting, target: OT, horizon: 0 steps, season: often, positive: a }
                data: { features: { x: number } }
                prepare: { holdout: { random: 20% }, validation: { folds: 5 }, steps: [] }
                train: { search: { sampling: sobol } }
                """))
        .containsExactlyInAnyOrder(
            "define.horizon",
            "define.season",
            "define.positive",
            "data.features",
            "prepare.holdout.random",
            "prepare.validation.folds",
            "prepare.steps",
            "train.search");
  }

  @Test
  void refusesAHorizonThatIsMissingOrTooFarAndASeasonLongerThanTheContext() {
    assertThat(errors("{problem: oil, define: {task: forecasting, target: OT}}"))
        .containsExactly("define.horizon");
    assertThat(
            errors(
                "{problem: oil, define: {task: forecasting, target: OT, horizon: 10001, context: 12, season: 24}}"))
        .containsExactlyInAnyOrder("define.horizon", "define.season");
  }

  @Test
  void refusesAHorizonOfWhatForecastsNothing() {
    assertThat(
            errors(
                """
                problem: room
                define: { task: regression, target: y, horizon: 3, context: 4, season: found }
                data: { features: { x: number } }
                """))
        .containsExactlyInAnyOrder("define.horizon", "define.context", "define.season");
  }

  @Test
  void measuresForecastsByTheirOwnMetrics() {
    String file =
        "{problem: oil, define: {task: forecasting, target: OT, horizon: 6, success: {metric: %s, at-most: 1}}}";

    for (String metric : List.of("mase", "smape", "mae", "rmse")) {
      assertThat(accepted(file.formatted(metric)).define().primaryMetric().word())
          .isEqualTo(metric);
    }
    assertThat(errors(file.formatted("rmsle"))).contains("define.success.metric");
  }

  private static Problem accepted(String yaml) {
    return switch (ProblemFile.read(Yaml.read(yaml))) {
      case ProblemFile.Accepted(Problem problem) -> problem;
      case ProblemFile.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  private static List<String> errors(String yaml) {
    return switch (ProblemFile.read(Yaml.read(yaml))) {
      case ProblemFile.Accepted _ -> List.of();
      case ProblemFile.Refused refused -> refused.errors().stream().map(ProblemError::key).toList();
    };
  }
}
