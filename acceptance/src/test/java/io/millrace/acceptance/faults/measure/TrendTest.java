package io.millrace.acceptance.faults.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void aLeakIsFoundByItsSlope() {
    List<Sample> leaking = samples("broker", 0.1);

    Trend trend = Trend.of(leaking, 0).getFirst();

    assertThat(trend.perHour()).isCloseTo(360, within(1e-6));
    assertThat(trend.isFlat()).isFalse();
  }

  @Test
  void whatStaysIsFlat() {
    assertThat(Trend.of(samples("broker", 0), 0)).singleElement().matches(Trend::isFlat);
  }

  @Test
  void whatGrowsOnlyBeforeItIsWarmIsFlat() {
    List<Sample> samples =
        Stream.concat(
                samples("a", 1).stream().filter(sample -> sample.seconds() < 100),
                IntStream.range(100, 600)
                    .mapToObj(second -> new Sample(second, "a", Measure.HEAP, 100)))
            .toList();

    assertThat(Trend.of(samples, 100)).singleElement().matches(Trend::isFlat);
  }

  @Test
  void whatSwingsWithoutGrowingIsFlat() {
    List<Sample> swinging =
        IntStream.range(0, 12)
            .mapToObj(i -> new Sample(100.0 * i, "a", Measure.HEAP, i % 4 < 2 ? 90 : 130))
            .toList();

    assertThat(Trend.of(swinging, 0)).singleElement().matches(Trend::isFlat);
  }

  @Test
  void aBurstAtTheEndIsNoGrowth() {
    List<Sample> bursting =
        IntStream.range(0, 240)
            .mapToObj(
                i ->
                    new Sample(
                        5.0 * i,
                        "a",
                        Measure.LAG,
                        i < 220 ? 500 + 200 * Math.sin(i) : 3000 + 500 * Math.sin(i)))
            .toList();

    assertThat(Trend.of(bursting, 0)).singleElement().matches(Trend::isFlat);
  }

  @Test
  void aLagThatGrowsIsFoundBeneathItsBursts() {
    List<Sample> growing =
        IntStream.range(0, 240)
            .mapToObj(
                i ->
                    new Sample(5.0 * i, "a", Measure.LAG, 500 + 1.5 * i + (i % 20 == 7 ? 2500 : 0)))
            .toList();

    assertThat(Trend.of(growing, 0)).singleElement().matches(trend -> !trend.isFlat());
  }

  @Test
  void aLeakBeneathTheNoiseOfCollectionsIsFound() {
    List<Sample> leaking =
        IntStream.range(0, 240)
            .mapToObj(i -> new Sample(5.0 * i, "a", Measure.HEAP, 90 + 20 * Math.sin(i) + 0.05 * i))
            .toList();

    assertThat(Trend.of(leaking, 0)).singleElement().matches(trend -> !trend.isFlat());
  }

  @Test
  void everyPartAndMeasureHasATrendAndALineInTheChart() {
    List<Sample> samples =
        Stream.concat(samples("broker", 0).stream(), samples("ingestion-1", 0).stream()).toList();

    assertThat(Trend.of(samples, 0)).hasSize(2);
    assertThat(Chart.svg("a soak", samples))
        .contains("a soak", ">broker<", ">ingestion-1<")
        .containsOnlyOnce("</svg>");
  }

  private static List<Sample> samples(String part, double growth) {
    return IntStream.range(0, 600)
        .mapToObj(second -> new Sample(second, part, Measure.HEAP, 50 + growth * second))
        .toList();
  }
}
