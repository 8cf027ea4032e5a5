package io.millrace.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are scikit-learn 1.2.1's. */
class NumberAnswersTest {

  /** The example of mean_squared_log_error's reference. */
  private static final NumberAnswers FOUR =
      new NumberAnswers(new double[] {3, 5, 2.5, 7}, new double[] {2.5, 5, 4, 8});

  @ParameterizedTest
  @CsvSource({
    "mae, 0.75, 1.166666667",
    "rmse, 0.935414347, 1.224744871",
    "rmsle, 0.199324166, 0.266841828",
    "r2, 0.724137931, 0.649918963",
    "mape, 0.227380952, 0.375396825"
  })
  void agreesWithScikitLearn(String word, double once, double weighted) {
    Metric metric = Metric.of(word).orElseThrow();

    assertThat(FOUR.value(metric)).isCloseTo(once, within(1e-9));
    assertThat(FOUR.measure(metric).over(new int[] {1, 0, 3, 2})).isCloseTo(weighted, within(1e-9));
  }

  @Test
  void explainsNothingWhereThereIsNothingToExplain() {
    double[] truth = {5, 5};

    assertThat(new NumberAnswers(truth, new double[] {5, 6}).value(Metric.R2)).isZero();
    assertThat(new NumberAnswers(truth, truth).value(Metric.R2)).isEqualTo(1);
  }

  @Test
  void leavesOutWhatTheTrueValuesDoNotDefine() {
    NumberAnswers answers = new NumberAnswers(new double[] {0, -1}, new double[] {1, 1});

    assertThat(answers.values()).containsOnlyKeys(Metric.MAE, Metric.RMSE, Metric.R2);
  }

  @Test
  void takesAnAnswerBelowNoneForNoneOnTheLogarithmsScale() {
    assertThat(new NumberAnswers(new double[] {0}, new double[] {-3}).value(Metric.RMSLE)).isZero();
  }

  @Test
  void refusesTheMetricsOfClasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FOUR.measure(Metric.F1))
        .withMessageContaining("f1 is of classes");
  }
}
