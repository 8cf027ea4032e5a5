package io.millrace.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonalityTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void findsADayUnderATrendAndNoise() {
    assertThat(found(i -> 0.02 * i + 3 * Math.sin(2 * Math.PI * i / 24) + noise())).isEqualTo(24);
  }

  @Test
  void findsADayThatHasTwoPeaks() {
    assertThat(
            found(
                i ->
                    Math.sin(2 * Math.PI * i / 24)
                        + 1.5 * Math.sin(2 * Math.PI * i / 12 + 1)
                        + noise() / 4))
        .isIn(12, 24);
  }

  @Test
  void findsAWeekOfDaysWithGaps() {
    assertThat(found(i -> i % 11 == 5 ? Double.NaN : (i % 7 < 5 ? 10 : 2) + noise())).isEqualTo(7);
  }

  @Test
  void findsNoneInNoiseOrInAWalkOrWhereNothingMoves() {
    double[] walk = new double[3000];
    for (int i = 1; i < walk.length; i++) {
      walk[i] = walk[i - 1] + noise();
    }

    assertThat(found(_ -> noise())).isEqualTo(Seasonality.NONE);
    assertThat(Seasonality.find(List.of(walk), 500)).isEqualTo(Seasonality.NONE);
    assertThat(found(_ -> 4)).isEqualTo(Seasonality.NONE);
    assertThat(Seasonality.find(List.of(), 500)).isEqualTo(Seasonality.NONE);
  }

  private double noise() {
    return random.nextDouble(-1, 1);
  }

  private static int found(IntToDoubleFunction value) {
    double[] values = new double[3000];
    Arrays.setAll(values, value);
    return Seasonality.find(List.of(values), 500);
  }
}
