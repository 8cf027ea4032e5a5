package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.scoring.metric.Measure;
import io.millrace.training.evaluate.PairedBootstrap.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

  @Test
  void aMeansIntervalIsAsManyStandardErrorsWideAsANormalOnes() {
    double[] values = noise(1000, 0, new SplittableRandom(7));
    double mean = Arrays.stream(values).average().orElseThrow();

    Interval interval = PairedBootstrap.of(Measure.mean(values), values.length, 1);

    assertThat(interval.low()).isCloseTo(mean - 1.645 / Math.sqrt(1000), within(0.012));
    assertThat(interval.high()).isCloseTo(mean + 1.645 / Math.sqrt(1000), within(0.012));
  }

  /** Each value shares four fifths with the one before: the mean is three times less certain. */
  @Test
  void rowsThatAreAlikeInTimeMakeItWider() {
    double[] alone = noise(1000, 0, new SplittableRandom(7));
    double[] alike = noise(1000, 0.8, new SplittableRandom(7));

    assertThat(width(alike)).isGreaterThan(1.7 * width(alone));
  }

  @Test
  void isSeldomAboveNothingWhereThereIsNothing() {
    SplittableRandom random = new SplittableRandom(11);
    int above = 0;
    for (int i = 0; i < 200; i++) {
      double[] values = noise(200, 0, random);
      above += PairedBootstrap.of(Measure.mean(values), 200, i).low() > 0 ? 1 : 0;
    }

    assertThat(above).isBetween(2, 22); // 5 % of 200 are 10
  }

  @Test
  void isTheSameForTheSameSeed() {
    Measure mean = Measure.mean(noise(100, 0, new SplittableRandom(3)));

    assertThat(PairedBootstrap.of(mean, 100, 5)).isEqualTo(PairedBootstrap.of(mean, 100, 5));
    assertThat(PairedBootstrap.of(mean, 100, 5)).isNotEqualTo(PairedBootstrap.of(mean, 100, 6));
  }

  @Test
  void drawsAsManyRowsAsThereAre() {
    Measure rows = weights -> Arrays.stream(weights).sum();

    assertThat(PairedBootstrap.of(rows, 101, 1)).isEqualTo(new Interval(101, 101, 5));
    assertThat(PairedBootstrap.of(rows, 1, 1)).isEqualTo(new Interval(1, 1, 1));
  }

  @Test
  void whatResamplesLeaveUndefinedShowsNoDifference() {
    Measure one = weights -> weights[0] == 0 ? Double.NaN : 1;

    assertThat(PairedBootstrap.of(one, 50, 1).low()).isZero();
  }

  private static double width(double[] values) {
    Interval interval = PairedBootstrap.of(Measure.mean(values), values.length, 1);
    return interval.high() - interval.low();
  }

  /** Of variance 1, each sharing a part with the one before. */
  private static double[] noise(int rows, double shared, SplittableRandom random) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      double fresh = random.nextGaussian() * Math.sqrt(1 - shared * shared);
      values[row] = row == 0 ? random.nextGaussian() : shared * values[row - 1] + fresh;
    }
    return values;
  }
}
