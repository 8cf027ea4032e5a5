package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankedGainTest {

  private static final double[] WORTH = {0.6, 0.3, 0.1};
  private static final double SECOND = Math.log(2) / Math.log(3);
  private static final double IDEAL = 0.6 + 0.3 * SECOND + 0.1 / 2;

  private static double of(double... ranked) {
    return RankedGain.of(WORTH, ranked);
  }

  @Test
  void isOneWhereTheOrderIsTheSame() {
    assertThat(of(0.5, 0.4, 0.2)).isEqualTo(1);
  }

  @Test
  void fallsTheMoreTheHigherWhatLostItsPlaceWas() {
    double firstTwo = (0.3 + 0.6 * SECOND + 0.1 / 2) / IDEAL;

    assertThat(of(0.3, 0.6, 0.1)).isCloseTo(firstTwo, within(1e-12));
    assertThat(of(0.6, 0.1, 0.3)).isGreaterThan(firstTwo).isLessThan(1);
    assertThat(of(0.1, 0.2, 0.3)).isLessThan(firstTwo);
  }

  @Test
  void thoseThatTieShareTheirPlaces() {
    double shared = 0.6 * (SECOND + 0.5) / 2 + 0.1 * (SECOND + 0.5) / 2;

    assertThat(of(0, 0.3, 0)).isCloseTo((0.3 + shared) / IDEAL, within(1e-12));
  }

  @Test
  void isOneWhereNothingIsOfWorth() {
    assertThat(RankedGain.of(new double[2], new double[] {1, 2})).isEqualTo(1);
  }
}
