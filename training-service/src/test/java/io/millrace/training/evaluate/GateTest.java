package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Evaluation;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final Gate ACCURACY_OF_60 = gate(Metric.ACCURACY, 0.6);
  private static final Gate ANY_RMSE =
      new Gate(new Define(Task.REGRESSION, "count", Optional.empty(), Optional.empty()), 1);

  @Test
  void whereNothingServesTheBarAndTheSameAnswerEachTimeAreToBeBeaten() {
    assertThat(ACCURACY_OF_60.judge(wrongEach(10, 1000), Optional.empty(), wrongEach(2, 1000)))
        .isEqualTo(new Verdict.Wins(Optional.empty()));
    assertThat(reason(ACCURACY_OF_60.judge(wrongEach(2, 1000), Optional.empty(), wrongEach(2, 10))))
        .isEqualTo("accuracy of 0.5000 misses the bar: at least 0.6000");
    assertThat(
            reason(
                ACCURACY_OF_60.judge(wrongEach(10, 1000), Optional.empty(), wrongEach(10, 1000))))
        .isEqualTo("accuracy of 0.9000 is no better than the 0.9000 of the same answer each time");
  }

  @Test
  void aConstantThatFindsEverythingDoesNotBarARecall() {
    Measured all = classes(new int[] {1, 1, 1, 0}, new int[] {1, 1, 1, 1});
    Measured model = classes(new int[] {1, 1, 1, 0}, new int[] {1, 1, 0, 0});

    assertThat(gate(Metric.RECALL, 0.6).judge(model, Optional.empty(), all))
        .isInstanceOf(Verdict.Wins.class);
  }

  @Test
  void aChampionThatIsAsGoodStays() {
    Verdict verdict =
        ACCURACY_OF_60.judge(
            wrongEach(10, 1000), Optional.of(wrongEach(10, 1000)), wrongEach(2, 1000));

    assertThat(reason(verdict))
        .isEqualTo(
            "accuracy of 0.9000 is no better than the 0.9000 of the model that serves: the"
                + " difference is 0.0000 (90 % interval 0.0000 to 0.0000)");
    assertThat(verdict.gate().orElseThrow().resamples()).isEqualTo(1000);
  }

  @Test
  void aDifferenceThatMayBeChanceIsNone() {
    Verdict verdict =
        ACCURACY_OF_60.judge(wrongEach(20, 60), Optional.of(wrongEach(15, 60)), wrongEach(2, 60));

    assertThat(reason(verdict))
        .startsWith(
            "accuracy of 0.9500 is no better than the 0.9333 of the model that serves: the"
                + " difference of 0.0167 may be chance on 60 rows (90 % interval -0.");
  }

  @Test
  void aDifferenceThatIsMoreThanChanceReplacesTheChampion() {
    Verdict verdict =
        ACCURACY_OF_60.judge(
            wrongEach(20, 2000), Optional.of(wrongEach(10, 2000)), wrongEach(2, 2000));

    assertThat(verdict).isInstanceOf(Verdict.Wins.class);
    Evaluation.Gate gate = verdict.gate().orElseThrow();
    assertThat(gate.difference()).isCloseTo(0.05, within(1e-9));
    assertThat(gate.low()).isBetween(0.03, 0.05);
    assertThat(gate.high()).isBetween(0.05, 0.07);
    assertThat(gate.block()).isEqualTo(13);
  }

  @Test
  void aChampionThatHasCollapsedIsReplacedOnTheSmallestHoldout() {
    assertThat(
            ACCURACY_OF_60.judge(
                wrongEach(20, 100), Optional.of(wrongEach(2, 100)), wrongEach(2, 100)))
        .isInstanceOf(Verdict.Wins.class);
  }

  @Test
  void whatIsBetterThanTheChampionStillMissesTheBar() {
    assertThat(
            reason(
                gate(Metric.ACCURACY, 0.99)
                    .judge(wrongEach(20, 2000), Optional.of(wrongEach(2, 2000)), wrongEach(2, 9))))
        .isEqualTo("accuracy of 0.9500 misses the bar: at least 0.9900");
  }

  @Test
  void ofErrorsTheSmallerIsBetter() {
    Measured near = numbers(1);
    Measured far = numbers(2);

    assertThat(ANY_RMSE.judge(near, Optional.of(far), far)).isInstanceOf(Verdict.Wins.class);
    assertThat(ANY_RMSE.judge(far, Optional.of(near), far)).isInstanceOf(Verdict.Loses.class);
    assertThat(ANY_RMSE.judge(near, Optional.of(far), far).gate().orElseThrow().difference())
        .isCloseTo(1, within(0.1));
  }

  @Test
  void saysWhereTheHoldoutLeavesTheMetricUndefined() {
    Define mape =
        new Define(
            Task.REGRESSION,
            "count",
            Optional.empty(),
            Optional.of(new Define.Success(Metric.MAPE, 0.2)));
    Measured zeros = Measured.of(new NumberAnswers(new double[] {0, 1}, new double[] {1, 1}));

    assertThat(reason(new Gate(mape, 1).judge(zeros, Optional.empty(), zeros)))
        .startsWith("mape cannot be computed");
  }

  @Test
  void aChampionWithoutFiniteAnswersIsReplaced() {
    Measured broken =
        Measured.of(new NumberAnswers(new double[] {0, 1}, new double[] {Double.NaN, 1}));
    Measured whole = Measured.of(new NumberAnswers(new double[] {0, 1}, new double[] {1, 1}));

    assertThat(ANY_RMSE.judge(whole, Optional.of(broken), whole)).isInstanceOf(Verdict.Wins.class);
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Loses(_, String reason) -> reason;
      case Verdict.Wins _ -> throw new AssertionError("it wins");
    };
  }

  private static Gate gate(Metric metric, double bound) {
    return new Gate(
        new Define(
            Task.CLASSIFICATION,
            "occupied",
            Optional.empty(),
            Optional.of(new Define.Success(metric, bound))),
        1);
  }

  /** Wrong at every so manieth row. */
  private static Measured wrongEach(int step, int rows) {
    int[] truth = new int[rows];
    int[] answer = new int[rows];
    Arrays.setAll(truth, row -> row % 3 == 0 ? 1 : 0);
    Arrays.setAll(answer, row -> row % step == 0 ? 1 - truth[row] : truth[row]);
    return classes(truth, answer);
  }

  private static Measured classes(int[] truth, int[] answer) {
    return Measured.of(
        new ClassAnswers(2, OptionalInt.of(1), truth, answer, new float[2 * truth.length]));
  }

  /** Off by about as much. */
  private static Measured numbers(double off) {
    double[] truth = new double[200];
    double[] answer = new double[200];
    Arrays.setAll(truth, row -> row % 17);
    Arrays.setAll(answer, row -> truth[row] + off * (row % 2 == 0 ? 1 : -1));
    return Measured.of(new NumberAnswers(truth, answer));
  }
}
