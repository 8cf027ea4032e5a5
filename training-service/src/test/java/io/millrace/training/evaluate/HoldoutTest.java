package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Metric;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand beside each test. */
class HoldoutTest {

  @Test
  void countsTheTwoClassMetricsOfThePositiveClass() {
    // of class 1: 3 there, 2 found, 1 false alarm; 5 rows of class 0, 4 found
    double[] truth = {1, 1, 1, 0, 0, 0, 0, 0};
    double[] answer = {1, 1, 0, 1, 0, 0, 0, 0};
    double[] ofTruth = {0.9, 0.8, 0.4, 0.3, 0.7, 0.9, 0.6, 0.8};

    Map<Metric, Double> metrics =
        new ClassMetrics(new Answers(truth, answer, ofTruth), 2, OptionalInt.of(1)).all();

    assertThat(metrics)
        .contains(entry(Metric.ACCURACY, 6 / 8.0), entry(Metric.PRECISION, 2 / 3.0))
        .contains(entry(Metric.RECALL, 2 / 3.0), entry(Metric.F1, 2 / 3.0));
    assertThat(metrics.get(Metric.BALANCED_ACCURACY))
        .isCloseTo((2 / 3.0 + 4 / 5.0) / 2, within(1e-12));
    double product = 0.9 * 0.8 * 0.4 * 0.3 * 0.7 * 0.9 * 0.6 * 0.8;
    assertThat(metrics.get(Metric.LOG_LOSS)).isCloseTo(-Math.log(product) / 8, within(1e-12));
  }

  @Test
  void averagesOverTheClassesThatOccurWhereThereAreMoreThanTwo() {
    // class 0: 1 of 2 found, none false; class 1: 2 of 2, 1 false; class 2 occurs nowhere
    double[] truth = {0, 0, 1, 1};
    double[] answer = {0, 1, 1, 1};

    Map<Metric, Double> metrics =
        new ClassMetrics(new Answers(truth, answer, new double[4]), 3, OptionalInt.empty()).all();

    assertThat(metrics.get(Metric.PRECISION)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(metrics.get(Metric.RECALL)).isCloseTo((0.5 + 1) / 2, within(1e-12));
    assertThat(metrics.get(Metric.F1)).isCloseTo((2 / 3.0 + 4 / 5.0) / 2, within(1e-12));
    assertThat(metrics.get(Metric.BALANCED_ACCURACY)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void aClassThatIsNeverAnsweredHasPrecisionAndF1OfZero() {
    double[] truth = {1, 0};
    double[] answer = {0, 0};

    Map<Metric, Double> metrics =
        new ClassMetrics(new Answers(truth, answer, new double[] {0, 1}), 2, OptionalInt.of(1))
            .all();

    assertThat(metrics).contains(entry(Metric.PRECISION, 0.0), entry(Metric.F1, 0.0));
    assertThat(metrics.get(Metric.LOG_LOSS)).isFinite();
  }

  @Test
  void anAnswerOfAClassThatIsGoneIsWrong() {
    Map<Metric, Double> metrics =
        new ClassMetrics(
                new Answers(new double[] {0, 1}, new double[] {-1, 1}, new double[] {0, 1}),
                2,
                OptionalInt.of(1))
            .all();

    assertThat(metrics).contains(entry(Metric.ACCURACY, 0.5), entry(Metric.F1, 1.0));
  }

  @Test
  void measuresNumbers() {
    // errors 1, -1, 2, 0: absolute 4, squares 6; truth varies by 1, 4, 9, 36 around 10
    double[] truth = {9, 8, 7, 16};
    double[] answer = {10, 7, 9, 16};

    Map<Metric, Double> metrics =
        new RegressionMetrics(new Answers(truth, answer, new double[4])).all();

    assertThat(metrics.get(Metric.MAE)).isCloseTo(1, within(1e-12));
    assertThat(metrics.get(Metric.RMSE)).isCloseTo(Math.sqrt(1.5), within(1e-12));
    assertThat(metrics.get(Metric.R2)).isCloseTo(1 - 6 / 50.0, within(1e-12));
  }

  @Test
  void explainsNothingWhereThereIsNothingToExplain() {
    double[] truth = {5, 5};

    assertThat(new RegressionMetrics(new Answers(truth, new double[] {5, 6}, new double[2])).r2())
        .isZero();
    assertThat(new RegressionMetrics(new Answers(truth, truth, new double[2])).r2()).isEqualTo(1);
  }
}
