package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.BinSums;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ShareTest {

  private static Estimate share(
      int feature, int rows, ToDoubleFunction<double[]> model, long seed) {
    DecidedWorld.Rows drawn = new DecidedWorld(seed, model).rows(rows);
    Attribution attribution = drawn.attribution();
    return Share.of(attribution.features().get("x" + feature).sums()).orElseThrow().ofAll();
  }

  /** Ten bins know 0.99 of the variance of a uniform number. */
  @Test
  void ofALinearModelOfUniformFeaturesIsTheSquareOfItsWeight() {
    ToDoubleFunction<double[]> model = x -> 3 * x[5] + 2 * x[6] + x[7];

    assertThat(share(5, 20_000, model, 1).value()).isCloseTo(0.99 * 9 / 14, within(0.015));
    assertThat(share(6, 20_000, model, 1).value()).isCloseTo(0.99 * 4 / 14, within(0.015));
    assertThat(share(7, 20_000, model, 1).value()).isCloseTo(0.99 * 1 / 14, within(0.015));
    assertThat(share(0, 20_000, model, 1).value()).isCloseTo(0, within(0.003));
  }

  /**
   * Ishigami and Homma (1990): first-order indices 0.3139, 0.4424 and 0. Tenths of the range know
   * (sin(0.1 pi) / 0.1 pi)^2 of a sine, and (sin(0.2 pi) / 0.2 pi)^2 of its square.
   */
  @Test
  void isTheFirstOrderIndexOfAModelWithInteractions() {
    ToDoubleFunction<double[]> ishigami =
        x -> {
          double a = Math.PI * (2 * x[5] - 1);
          double b = Math.PI * (2 * x[6] - 1);
          double c = Math.PI * (2 * x[7] - 1);
          return Math.sin(a) * (1 + 0.1 * Math.pow(c, 4)) + 7 * Math.sin(b) * Math.sin(b);
        };

    assertThat(share(5, 20_000, ishigami, 2).value()).isCloseTo(0.3139 * 0.9675, within(0.015));
    assertThat(share(6, 20_000, ishigami, 2).value()).isCloseTo(0.4424 * 0.8751, within(0.015));
    assertThat(share(7, 20_000, ishigami, 2).value()).isCloseTo(0, within(0.015));
  }

  @Test
  void ofAFeatureThatTellsNothingIsNoneOnAverageHoweverFewTheRows() {
    double mean = 0;
    int told = 0;
    for (int seed = 0; seed < 200; seed++) {
      Estimate share = share(0, 100, x -> x[1], seed);
      mean += share.value() / 200;
      told += share.told() > 0 ? 1 : 0;
    }

    assertThat(mean).isCloseTo(0, within(0.015));
    assertThat(told).isLessThanOrEqualTo(4);
  }

  /** The variance that is said, by the variance that there is. */
  @Test
  void knowsHowUncertainItIs() {
    for (ToDoubleFunction<double[]> model :
        java.util.List.<ToDoubleFunction<double[]>>of(
            x -> x[0] + x[1],
            x -> x[0] > 1.3 ? 0.98 : 0.02 + 0.3 * x[5],
            x -> Math.exp(x[0] + x[1]))) {
      DecidedWorld world = new DecidedWorld(3, model);
      Attribution bins = world.rows(500).attribution();
      double[] values = new double[200];
      double said = 0;
      for (int i = 0; i < values.length; i++) {
        Estimate share =
            Share.of(world.rows(500).spread(bins).features().get("x0")).orElseThrow().ofAll();
        values[i] = share.value();
        said += Math.pow(share.deviation(share), 2) / 2 / values.length;
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      double there =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      assertThat(said / there).isBetween(0.75, 2.0);
    }
  }

  @Test
  void isNoneOfAnswersThatDoNotVaryAndOfTooFew() {
    BinSums same = BinSums.empty(2);
    same.add(new int[] {0, 0, 1, 1}, new double[] {3, 3, 3, 3});
    BinSums one = BinSums.empty(2);
    one.add(new int[] {0}, new double[] {3});

    assertThat(Share.of(same)).isEmpty();
    assertThat(Share.of(one)).isEmpty();
    assertThat(Share.of(BinSums.empty(3))).isEmpty();
  }

  @Test
  void ofTwoPartsOfARowsIsThatOfAll() {
    Random random = new Random(5);
    int[] places = random.ints(300, 0, 4).toArray();
    double[] answers = Arrays.stream(places).mapToDouble(p -> p + random.nextGaussian()).toArray();
    BinSums all = BinSums.empty(4);
    all.add(places, answers);
    BinSums parts = BinSums.empty(4);
    parts.add(Arrays.copyOf(places, 100), Arrays.copyOf(answers, 100));
    BinSums further = BinSums.of(parts.flat());
    further.add(Arrays.copyOfRange(places, 100, 300), Arrays.copyOfRange(answers, 100, 300));

    assertThat(Share.of(further)).isEqualTo(Share.of(all));
    assertThat(Share.of(all).orElseThrow().ofAll().value()).isBetween(0.4, 0.7);
  }
}
