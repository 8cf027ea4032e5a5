package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Metric;
import io.millrace.problem.Problem;
import io.millrace.training.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand beside each test. */
class BaselinesTest {

  @Test
  void answersTheMostFrequentClassOrTheOneBefore() {
    // training: 0 three times of four; holdout after it: 1 1 0 1
    Baselines baselines =
        Baselines.of(
            new double[] {0, 0, 1, 0},
            new double[] {0, 1, 1, 0},
            new Holdout(rooms(), List.of("0", "1"), new double[] {1, 1, 0, 1}));

    assertThat(baselines.byName()).containsOnlyKeys("majority", "last-value");
    assertThat(baselines.constant().metrics())
        .contains(entry("accuracy", 0.25), entry("recall", 0.0), entry("roc-auc", 0.5));
    assertThat(baselines.constant().value(Metric.LOG_LOSS))
        .isCloseTo(-(3 * Math.log(0.25) + Math.log(0.75)) / 4, within(1e-6));
    // the answers before are 0 1 1 0
    assertThat(baselines.last().metrics())
        .contains(entry("accuracy", 0.25), entry("precision", 0.5), entry("brier", 0.75));
  }

  @Test
  void answersTheMeanOrTheNumberBefore() {
    Baselines baselines =
        Baselines.of(
            new double[] {1, 2, 3, 6},
            new double[] {6, Double.NaN},
            new Holdout(bikes(), List.of(), new double[] {4, 8}));

    assertThat(baselines.byName()).containsOnlyKeys("mean", "last-value");
    assertThat(baselines.constant().metrics()).contains(entry("mae", 3.0)); // 3 for 4 and for 8
    assertThat(baselines.last().metrics()).contains(entry("mae", 3.5)); // 6 for 4, the mean for 8
  }

  private static Problem rooms() {
    return Problems.read(
        """
        {'problem': 'room', 'define': {'task': 'classification', 'target': 'taken'},
         'data': {'features': {'light': 'number'}}}""");
  }

  private static Problem bikes() {
    return Problems.read(
        """
        {'problem': 'bikes', 'define': {'task': 'regression', 'target': 'cnt'},
         'data': {'features': {'light': 'number'}}}""");
  }
}
