package io.millrace.scoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void correctsAModelThatIsTooSure() {
    Calibration calibration = of(20_000, said -> 0.5 + (said - 0.5) / 2);

    for (double said : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
      double there = 0.5 + (said - 0.5) / 2;
      assertThat(calibration.of(new double[] {1 - said, said}))
          .containsExactly(new double[] {1 - there, there}, within(0.03));
    }
  }

  @Test
  void leavesAModelThatIsRightAsItIs() {
    Calibration calibration = of(20_000, said -> said);

    assertThat(calibration.of(new double[] {0.2, 0.8})[1]).isCloseTo(0.8, within(0.03));
  }

  @Test
  void neverFallsAndIsOfABoundedSize() {
    for (Calibration.Curve curve : of(20_000, said -> said).curves()) {
      assertThat(curve.probabilities()).isSorted().hasSizeLessThanOrEqualTo(50);
      assertThat(curve.shares()).isSorted();
    }
  }

  @Test
  void takesProbabilitiesBeyondThoseThatItHasSeen() {
    Calibration calibration =
        Calibration.of(2, new int[] {0, 1}, (row, cls) -> row == cls ? 0.6 : 0.4);

    assertThat(calibration.of(new double[] {0, 1})).containsExactly(0, 1);
  }

  @Test
  void takesRowsOfOneProbabilityTogether() {
    Calibration calibration =
        Calibration.of(2, new int[] {0, 1, 1, 1}, (row, cls) -> cls == 1 ? 0.9 : 0.1);

    assertThat(calibration.of(new double[] {0.1, 0.9})).containsExactly(0.25, 0.75);
  }

  @Test
  void leavesProbabilitiesAsTheyAreWhereNoClassWasEverTrue() {
    Calibration calibration = Calibration.of(2, new int[] {-1, -1}, (row, cls) -> 0.5);

    assertThat(calibration.of(new double[] {0.3, 0.7})).containsExactly(0.3, 0.7);
  }

  @Test
  void sharesAddUpToOneOfManyClasses() {
    Random random = new Random(1);
    double[][] said = new double[3_000][];
    int[] truth = new int[said.length];
    for (int row = 0; row < said.length; row++) {
      said[row] = random.doubles(4).toArray();
      double sum = Arrays.stream(said[row]).sum();
      said[row] = Arrays.stream(said[row]).map(each -> each / sum).toArray();
      truth[row] = random.nextInt(4);
    }

    Calibration calibration = Calibration.of(4, truth, (row, cls) -> said[row][cls]);

    assertThat(Arrays.stream(calibration.of(said[0])).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void refusesACurveThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration.Curve(List.of(0.5), List.of()))
        .withMessageContaining("1 probabilities and 0 shares");
  }

  /**
   * @param there how probable the second class is where it was said to be
   */
  private static Calibration of(int rows, DoubleUnaryOperator there) {
    Random random = new Random(7);
    double[] said = random.doubles(rows).toArray();
    int[] truth = new int[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = random.nextDouble() < there.applyAsDouble(said[row]) ? 1 : 0;
    }
    return Calibration.of(2, truth, (row, cls) -> cls == 1 ? said[row] : 1 - said[row]);
  }
}
