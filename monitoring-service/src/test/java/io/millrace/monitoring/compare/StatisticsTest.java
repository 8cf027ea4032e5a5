package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private final Random random = new Random(11);

  @Test
  void measuresTheDistanceOfTwoSamplesAsTheReferenceDoes() {
    for (int i = 0; i < 20; i++) {
      double[] a = normal(300, 0);
      double[] b = normal(700, 0.1 * i);

      assertThat(KolmogorovSmirnov.distance(a, b))
          .isCloseTo(new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(a, b), within(1e-12));
    }
  }

  @Test
  void takesTiesTogether() {
    double[] zeros = {0, 0, 0, 1};
    double[] same = {0, 0, 0, 0, 0, 0, 1, 1};

    assertThat(KolmogorovSmirnov.distance(zeros, same)).isZero();
    assertThat(KolmogorovSmirnov.distance(zeros, new double[] {1, 1})).isEqualTo(0.75);
  }

  @Test
  void exceedsTheCriticalDistanceAsOftenAsItSays() {
    int exceeded = 0;
    for (int i = 0; i < 2_000; i++) {
      double distance = KolmogorovSmirnov.distance(normal(400, 0), normal(300, 0));
      exceeded += distance > KolmogorovSmirnov.critical(400, 300, 0.05) ? 1 : 0;
    }

    assertThat(exceeded / 2_000.0).isBetween(0.035, 0.055);
  }

  @Test
  void knowsHowLargePsiGrowsByChance() {
    int exceeded = 0;
    for (int i = 0; i < 4_000; i++) {
      Counts counts = Counts.pooled(uniform(1_000), uniform(200));
      // The quantile itself, without the floor below which a shift does not matter.
      double chance = 16.919 * (1 / 1_000.0 + 1 / 200.0);
      exceeded += Psi.of(counts) > chance ? 1 : 0;
    }

    assertThat(exceeded / 4_000.0).isBetween(0.04, 0.06);
    assertThat(Psi.threshold(Counts.pooled(uniform(1_000), uniform(200)), 0.1))
        .isCloseTo(16.919 * (1 / 1_000.0 + 1 / 200.0), within(1e-5));
  }

  @Test
  void isTheTextbooksPsiForLargeCounts() {
    Counts counts = new Counts(new double[] {600_000, 400_000}, new double[] {400_000, 600_000});

    assertThat(Psi.of(counts)).isCloseTo(0.4 * Math.log(1.5), within(1e-4));
    assertThat(Psi.threshold(counts, 0.001)).isEqualTo(Psi.NEGLIGIBLE);
  }

  @Test
  void doesNotExplodeWhereOneSampleHasNothing() {
    Counts counts = new Counts(new double[] {1_000, 0}, new double[] {0, 1_000});

    assertThat(Psi.of(counts)).isFinite().isGreaterThan(5);
  }

  @Test
  void givesARepeatedValueABinOfItsOwn() {
    double[] mostlyZero = new double[1_000];
    Arrays.setAll(mostlyZero, i -> i < 800 ? 0 : i);

    assertThat(Bins.of(mostlyZero).counts(mostlyZero)).startsWith(0, 800);
    assertThat(Bins.of(new double[] {5, 5, 5}).counts(new double[] {4, 5, 5, 6}))
        .containsExactly(1, 2, 1);
  }

  @Test
  void poolsWhatIsTooRareToSayAnything() {
    Counts counts = Counts.pooled(new double[] {500, 2, 300, 1}, new double[] {100, 0, 60, 1});

    assertThat(counts.bins()).isEqualTo(2);
    assertThat(counts.m()).isEqualTo(803);
    assertThat(counts.n()).isEqualTo(161);
  }

  private double[] normal(int count, double mean) {
    return random.doubles(count).map(_ -> mean + random.nextGaussian()).sorted().toArray();
  }

  private double[] uniform(int count) {
    double[] counts = new double[10];
    random.ints(count, 0, 10).forEach(bin -> counts[bin]++);
    return counts;
  }
}
