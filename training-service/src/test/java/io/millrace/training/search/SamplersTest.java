package io.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.Choice;
import io.millrace.problem.Distribution.LogNormal;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Distribution.Normal;
import io.millrace.problem.Distribution.QLogNormal;
import io.millrace.problem.Distribution.QLogUniform;
import io.millrace.problem.Distribution.QNormal;
import io.millrace.problem.Distribution.QUniform;
import io.millrace.problem.Distribution.RandInt;
import io.millrace.problem.Distribution.Uniform;
import io.millrace.training.search.Sampler.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplersTest {

  private static final List<Tried> NOTHING = List.of();

  @Test
  void everyDistributionIsWhatAzureDefinesItToBe() {
    assertThat(draws(new Choice(List.of("a", "b", 3)))).containsOnly("a", "b", 3);
    assertThat(draws(new RandInt(3))).containsOnly(0, 1, 2);
    assertThat(numbers(new Uniform(2, 4))).allMatch(x -> x >= 2 && x < 4);
    assertThat(mean(new Uniform(2, 4))).isCloseTo(3, within(0.05));
    assertThat(numbers(new QUniform(1, 10, 3))).containsOnly(0.0, 3.0, 6.0, 9.0);
    assertThat(numbers(new LogUniform(0.01, 1))).allMatch(x -> x >= 0.01 && x <= 1);
    assertThat(numbers(new LogUniform(0.01, 1)).stream().filter(x -> x < 0.1).count())
        .isBetween(900L, 1100L);
    assertThat(numbers(new QLogUniform(1, 4, 1))).containsOnly(1.0, 2.0, 3.0, 4.0);
    assertThat(mean(new Normal(5, 2))).isCloseTo(5, within(0.15));
    assertThat(numbers(new Normal(5, 2)).stream().filter(x -> Math.abs(x - 5) < 2).count())
        .isBetween(1310L, 1420L);
    assertThat(numbers(new QNormal(5, 2, 0.5))).allMatch(x -> x * 2 == Math.rint(x * 2));
    assertThat(numbers(new LogNormal(0, 1)).stream().filter(x -> x < 1).count())
        .isBetween(920L, 1080L);
    assertThat(numbers(new QLogNormal(0, 1, 2))).allMatch(x -> x >= 0 && x / 2 == Math.rint(x / 2));
  }

  @Test
  void aGridIsEveryCombinationOnce() {
    List<Distribution> space =
        List.of(new Choice(List.of("a", "b")), new QUniform(3, 7, 2), new RandInt(2));
    Sampler grid = new GridSampler(space.stream().map(Axis::new).toList());
    List<List<Object>> seen = new ArrayList<>();
    for (var point = grid.next(NOTHING); point.isPresent(); point = grid.next(NOTHING)) {
      double[] at = point.get();
      seen.add(IntStream.range(0, 3).mapToObj(i -> Quantile.of(space.get(i), at[i])).toList());
    }

    assertThat(seen).hasSize(2 * 3 * 2).doesNotHaveDuplicates();
    assertThat(seen).extracting(point -> point.get(1)).contains(4.0, 6.0, 8.0);
  }

  @Test
  void sobolPointsFillEveryPartAlike() {
    Sampler sobol = new SobolSampler(2, new SplittableRandom(3));
    int[] parts = new int[16];
    for (int i = 0; i < 256; i++) {
      double[] point = sobol.next(NOTHING).orElseThrow();
      parts[4 * Quantile.part(point[0], 4) + Quantile.part(point[1], 4)]++;
    }

    assertThat(IntStream.of(parts)).allMatch(count -> count >= 12 && count <= 20);
  }

  @Test
  void parzenComesNearerToTheBestThanChance() {
    double parzen = 0;
    double random = 0;
    for (int seed = 0; seed < 20; seed++) {
      List<Axis> axes =
          List.of(
              new Axis(new Uniform(0, 1)),
              new Axis(new LogUniform(1, 9)),
              new Axis(new Choice(List.of(1, 2, 3, 4))));
      parzen += best(new ParzenSampler(axes, new SplittableRandom(seed)));
      random += best(new RandomSampler(3, new SplittableRandom(seed)));
    }

    assertThat(parzen).isLessThan(random / 2);
  }

  /** How near 60 points come to the best. */
  private static double best(Sampler sampler) {
    List<Tried> tried = new ArrayList<>();
    double best = 1;
    for (int i = 0; i < 60; i++) {
      double[] point = sampler.next(tried).orElseThrow();
      double error =
          Math.pow(point[0] - 0.7, 2)
              + Math.pow(point[1] - 0.2, 2)
              + 0.2 * Math.abs(Quantile.part(point[2], 4) - 2);
      best = Math.min(best, error);
      tried.add(new Tried(point, new Standing(-error, error)));
    }
    return best;
  }

  private static List<Object> draws(Distribution distribution) {
    SplittableRandom random = new SplittableRandom(5);
    return random
        .doubles(2000)
        .<Object>mapToObj(share -> Quantile.of(distribution, share))
        .toList();
  }

  private static List<Double> numbers(Distribution distribution) {
    return draws(distribution).stream().map(value -> ((Number) value).doubleValue()).toList();
  }

  private static double mean(Distribution distribution) {
    return numbers(distribution).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
