package io.millrace.scoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.PackageJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.junit.jupiter.api.Test;

class BaselineTest {

  @Test
  void keepsEveryValueOfAFewAndTheExtremesOfMany() {
    var few = FeatureBaseline.numbers(new double[] {3, Double.NaN, 1, 2, 99}, 4);
    var many = FeatureBaseline.numbers(gaussians(50_000), 50_000);

    assertThat(few.count()).isEqualTo(3);
    assertThat(few.missing()).isEqualTo(1);
    assertThat(few.sketch().getN()).isEqualTo(3);
    assertThat(few.sketch().getQuantile(0.5)).isEqualTo(2);
    assertThat(many.min()).isLessThan(-3.5);
    assertThat(many.max()).isGreaterThan(3.5);
  }

  @Test
  void isWithinATenthOfAPercentOfTheTrueRanks() {
    double[] values = gaussians(50_000);
    KllDoublesSketch sketch = FeatureBaseline.numbers(values, values.length).sketch();

    for (double x : new double[] {-2, -1, -0.1, 0, 0.5, 1.7, 2.5}) {
      long below = java.util.Arrays.stream(values).filter(v -> v <= x).count();
      assertThat(sketch.getRank(x)).isCloseTo((double) below / values.length, within(0.001));
    }
  }

  @Test
  void keepsTheShareOfATie() {
    double[] lights = IntStream.range(0, 10_000).mapToDouble(i -> i % 5 < 3 ? 0 : i).toArray();

    var baseline = FeatureBaseline.numbers(lights, lights.length);

    assertThat(baseline.sketch().getRank(0)).isCloseTo(0.6, within(0.001));
  }

  @Test
  void isTheSameBytesForTheSameData() {
    assertThat(FeatureBaseline.numbers(gaussians(20_000), 20_000))
        .isEqualTo(FeatureBaseline.numbers(gaussians(20_000), 20_000));
  }

  @Test
  void describesAColumnWithoutValues() {
    var nothing = FeatureBaseline.numbers(new double[] {Double.NaN}, 1);

    assertThat(nothing.count()).isZero();
    assertThat(nothing.sketch().isEmpty()).isTrue();
  }

  @Test
  void countsWordsAndBooleans() {
    var sky = FeatureBaseline.categories(new String[] {"rain", null, "clear", "rain"}, 4);
    var holiday = FeatureBaseline.bools(new double[] {1, 0, 0, Double.NaN}, 4);

    assertThat(sky)
        .isEqualTo(new FeatureBaseline.Categories(3, 1, Map.of("rain", 2L, "clear", 1L)));
    assertThat(holiday.counts()).containsExactly(Map.entry("false", 2L), Map.entry("true", 1L));
  }

  @Test
  void comesBackFromItsJson() {
    RowBatch rows =
        new RowBatch(
            new Schema(
                List.of(
                    new Feature.Number("z", true, Optional.empty()),
                    new Feature.Category("a", true, List.of()),
                    new Feature.Bool("m", true))),
            2);
    rows.add(Map.of("z", 1.5, "a", "x", "m", true), Instant.EPOCH);
    rows.add(Map.of("z", 2.5), Instant.EPOCH);
    Baseline baseline =
        Baseline.of(rows, FeatureBaseline.categories(new String[] {"0"}, 1), List.of("0", "1"));

    Baseline read = PackageJson.read(PackageJson.write(baseline), Baseline.class);

    assertThat(read).isEqualTo(baseline);
    assertThat(read.features()).containsOnlyKeys("z", "a", "m");
    assertThat(read.features().keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void isReadWithAndWithoutImportance() {
    var output = FeatureBaseline.numbers(new double[] {1}, 1);
    Baseline before = new Baseline(1, Map.of(), output, List.of());
    Baseline now =
        before.with(
            new Importance("rmse", 2, 100, 5, List.of(new Importance.OfFeature("a", 0.5, 0.1))));

    assertThat(new String(PackageJson.write(before), StandardCharsets.UTF_8))
        .doesNotContain("importance");
    assertThat(PackageJson.read(PackageJson.write(before), Baseline.class)).isEqualTo(before);
    assertThat(PackageJson.read(PackageJson.write(now), Baseline.class)).isEqualTo(now);
  }

  private static double[] gaussians(int n) {
    Random random = new Random(7);
    return IntStream.range(0, n).mapToDouble(_ -> random.nextGaussian()).toArray();
  }
}
