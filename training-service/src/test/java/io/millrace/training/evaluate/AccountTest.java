package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Evaluation.Calibration;
import io.millrace.scoring.model.Evaluation.Quantile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final Verdict WON = new Verdict.Wins(Optional.empty());

  @Test
  void tellsOfTwoClassesHowTheyAreMistakenForEachOtherAndWhatTheProbabilitiesAreWorth() {
    // the example of scikit-learn's calibration_curve, in ten bins
    double[] ofOne = {.15, .25, .35, .45, .65, .72, .82, .92, 1};
    int[] truth = {0, 0, 0, 0, 1, 1, 1, 1, 1};
    float[] probabilities = new float[18];
    int[] answer = new int[9];
    for (int row = 0; row < 9; row++) {
      probabilities[2 * row] = (float) (1 - ofOne[row]);
      probabilities[2 * row + 1] = (float) ofOne[row];
      answer[row] = ofOne[row] > 0.7 ? 1 : 0;
    }

    Evaluation evaluation =
        account(Measured.of(new ClassAnswers(2, OptionalInt.of(1), truth, answer, probabilities)));

    assertThat(evaluation.confusion()).containsExactly(List.of(4L, 0L), List.of(1L, 4L));
    assertThat(evaluation.calibration())
        .extracting(Calibration::observed, Calibration::rows)
        .containsExactly(
            tuple(0.0, 1L),
            tuple(0.0, 1L),
            tuple(0.0, 1L),
            tuple(0.0, 1L),
            tuple(1.0, 1L),
            tuple(1.0, 1L),
            tuple(1.0, 1L),
            tuple(1.0, 2L));
    assertThat(evaluation.calibration().getLast().predicted()).isCloseTo(0.96, within(1e-6));
    Evaluation.Border fifth = evaluation.curve().get(4);
    assertThat(fifth.recall()).isEqualTo(1);
    assertThat(fifth.falsePositiveRate()).isZero();
    assertThat(fifth.precision()).isEqualTo(1);
    assertThat(evaluation.curve().getLast().precision()).isCloseTo(5 / 9.0, within(1e-9));
    assertThat(evaluation.residuals()).isEmpty();
    assertThat(evaluation.baselines()).containsOnlyKeys("majority", "last-value");
  }

  @Test
  void tellsOfMoreClassesHowTheyAreMistakenForEachOther() {
    Measured three =
        Measured.of(
            new ClassAnswers(
                3,
                OptionalInt.empty(),
                new int[] {0, 1, 2, 2},
                new int[] {0, 2, 2, -1},
                new float[12]));

    assertThat(account(three).confusion())
        .containsExactly(List.of(1L, 0L, 0L), List.of(0L, 0L, 1L), List.of(0L, 0L, 1L));
    assertThat(account(three).curve()).isEmpty();
    assertThat(account(three).calibration()).isEmpty();
  }

  @Test
  void tellsOfNumbersHowFarTheyAreOff() {
    double[] truth = new double[101];
    double[] answer = new double[101];
    for (int row = 0; row <= 100; row++) {
      answer[row] = row - 50; // from 50 below to 50 above
    }

    Evaluation evaluation = account(Measured.of(new NumberAnswers(truth, answer)));

    assertThat(evaluation.residuals())
        .contains(
            new Quantile(0, -50),
            new Quantile(0.05, -45),
            new Quantile(0.5, 0),
            new Quantile(0.95, 45),
            new Quantile(1, 50));
    assertThat(evaluation.confusion()).isEmpty();
  }

  private static Evaluation account(Measured model) {
    boolean numbers = model.answers() instanceof NumberAnswers;
    Measured constant =
        numbers
            ? Measured.of(new NumberAnswers(new double[] {1}, new double[] {1}))
            : Measured.of(
                new ClassAnswers(
                    2, OptionalInt.of(1), new int[] {1}, new int[] {1}, new float[] {0, 1}));
    return Account.of(model, Map.of(), new Baselines(constant, constant), WON);
  }
}
