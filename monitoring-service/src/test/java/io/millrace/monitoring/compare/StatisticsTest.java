package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
      Measurement measured =
          KolmogorovSmirnov.measure(ranks(normal(400, 0)), ranks(normal(300, 0)), 0);
      exceeded += measured.p() < 0.05 ? 1 : 0;
    }

    assertThat(exceeded / 2_000.0).isBetween(0.035, 0.055);
  }

  @ParameterizedTest
  @EnumSource(Divergence.class)
  void knowsHowLargeADivergenceGrowsByChance(Divergence divergence) {
    int exceeded = 0;
    for (int i = 0; i < 4_000; i++) {
      Counts counts = Counts.pooled(uniform(1_000), uniform(200));
      // The quantile itself, without the floor below which a shift does not matter.
      double chance = 16.919 * (1 / 1_000.0 + 1 / 200.0);
      exceeded += divergence.chiSquared(divergence.of(counts)) > chance ? 1 : 0;
    }

    assertThat(exceeded / 4_000.0).isBetween(0.04, 0.06);
    assertThat(threshold(divergence.measure(Counts.pooled(uniform(1_000), uniform(90))), 0.1))
        .isCloseTo(divergence.distance(16.919 * (1 / 1_000.0 + 1 / 90.0)), within(1e-5));
  }

  @Test
  void isTheTextbooksForLargeCounts() {
    Counts counts = new Counts(new double[] {600_000, 400_000}, new double[] {400_000, 600_000});
    double alike = 2 * Math.sqrt(0.24);
    double bits = 1 + 0.4 * Math.log(0.4) / Math.log(2) + 0.6 * Math.log(0.6) / Math.log(2);

    assertThat(Divergence.PSI.of(counts)).isCloseTo(0.4 * Math.log(1.5), within(1e-4));
    assertThat(Divergence.HELLINGER.of(counts)).isCloseTo(Math.sqrt(1 - alike), within(1e-12));
    assertThat(Divergence.JENSEN_SHANNON.of(counts)).isCloseTo(Math.sqrt(bits), within(1e-12));
    assertThat(threshold(Divergence.PSI.measure(counts), 0.001)).isEqualTo(Divergence.NEGLIGIBLE);
  }

  @ParameterizedTest
  @EnumSource(Divergence.class)
  void doesNotExplodeWhereOneSampleHasNothing(Divergence divergence) {
    Counts counts = new Counts(new double[] {1_000, 0}, new double[] {0, 1_000});

    assertThat(divergence.of(counts)).isFinite().isGreaterThanOrEqualTo(1);
  }

  @Test
  void measuresHowFarNumbersWouldHaveToBeCarried() {
    double[] there = normal(2_000, 0);
    double[] moved = Arrays.stream(there).map(value -> value + 0.25).toArray();
    Wasserstein baseline = new Wasserstein(ranks(there));
    double deviation = Math.sqrt(StatUtils.populationVariance(there));

    assertThat(baseline.distance(ranks(there))).isZero();
    assertThat(baseline.distance(ranks(moved))).isCloseTo(0.25 / deviation, within(2e-3));
    assertThat(new Wasserstein(ranks(5, 5, 5)).isDefined()).isFalse();
  }

  @Test
  void boundsHowFarChanceCarriesNumbersEvenWhereTailsAreHeavy() {
    for (int window : new int[] {30, 200, 1_000}) {
      int exceeded = 0;
      for (int i = 0; i < 500; i++) {
        Wasserstein baseline = new Wasserstein(ranks(logNormal(2_000)));
        exceeded += baseline.measure(ranks(logNormal(window))).p() < 0.05 ? 1 : 0;
      }

      assertThat(exceeded / 500.0).as("windows of %d", window).isLessThanOrEqualTo(0.05);
    }
  }

  @Test
  void isJustCrossedAtTheProbabilityThatItGives() {
    Ranks baseline = ranks(normal(2_000, 0));
    Ranks window = ranks(normal(300, 0.4));
    Counts counts = new Counts(new double[] {600, 400}, new double[] {35, 65});

    assertThat(
            List.of(
                KolmogorovSmirnov.measure(baseline, window, 0.001),
                new Wasserstein(baseline).measure(window),
                ChiSquared.measure(counts).orElseThrow(),
                Divergence.PSI.measure(counts),
                Divergence.JENSEN_SHANNON.measure(counts),
                Divergence.HELLINGER.measure(counts)))
        .allSatisfy(
            measured ->
                assertThat(threshold(measured, measured.p()))
                    .isCloseTo(measured.statistic(), within(1e-6 * measured.statistic())));
  }

  /** The example of Benjamini and Hochberg's paper. */
  @Test
  void namesTheFirstFourOfFifteen() {
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1
    };

    assertThat(FalseDiscovery.level(p, 0.05)).isEqualTo(0.05 * 4 / 15);
    assertThat(FalseDiscovery.level(new double[] {0.5, 0.2}, 0.05)).isEqualTo(0.025);
    assertThat(FalseDiscovery.level(new double[0], 0.05)).isEqualTo(0.05);
  }

  @Test
  void givesARepeatedValueABinOfItsOwn() {
    double[] mostlyZero = new double[1_000];
    Arrays.setAll(mostlyZero, i -> i < 800 ? 0 : i);

    assertThat(Bins.of(ranks(mostlyZero)).counts(ranks(mostlyZero))).startsWith(0, 800);
    assertThat(Bins.of(ranks(5, 5, 5)).counts(ranks(4, 5, 5, 6))).containsExactly(1, 2, 1);
  }

  @Test
  void poolsWhatIsTooRareToSayAnything() {
    Counts counts = Counts.pooled(new double[] {500, 2, 300, 1}, new double[] {100, 0, 60, 1});

    assertThat(counts.bins()).isEqualTo(2);
    assertThat(counts.m()).isEqualTo(803);
    assertThat(counts.n()).isEqualTo(161);
  }

  private static Ranks ranks(double... sorted) {
    return Ranks.of(sorted, sorted.length);
  }

  private static double threshold(Measurement measured, double level) {
    return measured.at("x", level).threshold();
  }

  private double[] logNormal(int count) {
    return Arrays.stream(normal(count, 0)).map(value -> Math.exp(2 * value)).toArray();
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
