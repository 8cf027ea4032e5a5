package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Define F1_OF_90 =
      new Define(
          Task.CLASSIFICATION,
          "occupied",
          Optional.empty(),
          Optional.of(new Define.Success(Metric.F1, 0.9)));
  private static final Define ANY_RMSE =
      new Define(Task.REGRESSION, "count", Optional.empty(), Optional.empty());

  @Test
  void theBestWinsWhereNothingServes() {
    assertThat(Verdict.of(F1_OF_90, List.of(f1(0.91), f1(0.95)), Optional.empty()))
        .isEqualTo(new Verdict.Wins(1));
  }

  @Test
  void ofEqualsTheFirstWins() {
    assertThat(Verdict.of(F1_OF_90, List.of(f1(0.95), f1(0.95)), Optional.empty()))
        .isEqualTo(new Verdict.Wins(0));
  }

  @Test
  void theBestLosesBelowTheBar() {
    assertThat(Verdict.of(F1_OF_90, List.of(f1(0.8), f1(0.85)), Optional.empty()))
        .isEqualTo(new Verdict.Loses(1, "f1 of 0.8500 misses the bar: at least 0.9000"));
  }

  @Test
  void theChampionStaysUnlessItIsBeaten() {
    assertThat(Verdict.of(F1_OF_90, List.of(f1(0.95)), Optional.of(f1(0.95))))
        .isEqualTo(
            new Verdict.Loses(
                0, "f1 of 0.9500 is no better than the 0.9500 of the model that serves"));
    assertThat(Verdict.of(F1_OF_90, List.of(f1(0.9501)), Optional.of(f1(0.95))))
        .isEqualTo(new Verdict.Wins(0));
  }

  @Test
  void lowerIsBetterForErrors() {
    Map<String, Double> small = Map.of("rmse", 3.0);
    Map<String, Double> large = Map.of("rmse", 4.0);

    assertThat(Verdict.of(ANY_RMSE, List.of(large, small), Optional.of(large)))
        .isEqualTo(new Verdict.Wins(1));
    assertThat(Verdict.of(ANY_RMSE, List.of(large), Optional.of(small)))
        .isInstanceOf(Verdict.Loses.class);
  }

  private static Map<String, Double> f1(double value) {
    return Map.of("f1", value);
  }
}
