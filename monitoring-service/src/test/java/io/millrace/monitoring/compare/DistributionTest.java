package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private static final int ROWS = 1_000;

  private static Distribution of(FeatureBaseline baseline, Column column) {
    return new Comparison(new Baseline(ROWS, Map.of("x", baseline), baseline, List.of()), "y")
        .distributions(new Sample(Map.of("x", column), null))
        .getFirst();
  }

  private static double[] numbers(int rows, double from) {
    return IntStream.range(0, rows).mapToDouble(i -> from + i).toArray();
  }

  @Test
  void countsNumbersByTheDecilesOfTheBaselineAndTellsWhereTheyLie() {
    FeatureBaseline baseline = FeatureBaseline.numbers(numbers(ROWS, 0), ROWS);

    Distribution found = of(baseline, NumberColumn.of(numbers(100, 850)));

    assertThat(found.column()).isEqualTo("x");
    assertThat(found.ends())
        .containsExactly(100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0);
    assertThat(found.words()).isNull();
    assertThat(found.baseline())
        .containsExactly(101L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 99L, 0L);
    assertThat(found.window()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 51L, 49L, 0L);
    assertThat(found.usual()).isEqualTo(new Distribution.Spread(0, 249, 499, 749, 999));
    assertThat(found.now()).isEqualTo(new Distribution.Spread(850, 874, 899, 924, 949));
  }

  @Test
  void countsAllOfManyNumbersThoughASketchIsWorthLess() {
    FeatureBaseline baseline = FeatureBaseline.numbers(numbers(ROWS, 0), ROWS);
    double[] many = new Random(5).doubles(100_000, 0, ROWS).toArray();

    Distribution found = of(baseline, NumberColumn.of(many));

    assertThat(found.window().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
    assertThat(found.window().subList(0, 10)).allMatch(count -> Math.abs(count - 10_000) < 1_000);
  }

  @Test
  void givesAValueThatIsFrequentABinAndMissingValuesAnother() {
    double[] mostlyZero = new double[ROWS];
    Arrays.setAll(mostlyZero, i -> i < 700 ? 0 : i < 900 ? i : Double.NaN);
    FeatureBaseline baseline = FeatureBaseline.numbers(mostlyZero, ROWS);

    Distribution found = of(baseline, NumberColumn.of(-1, 0, 0, 750, Double.NaN));

    assertThat(found.ends()).startsWith(Math.nextDown(0.0), 0.0);
    assertThat(found.baseline()).startsWith(0L, 700L).endsWith(100L);
    assertThat(found.window()).startsWith(1L, 2L).endsWith(1L);
    assertThat(found.window().stream().mapToLong(Long::longValue).sum()).isEqualTo(5);
  }

  @Test
  void saysNothingOfWhereNumbersLieThatAreAllMissing() {
    FeatureBaseline baseline = FeatureBaseline.numbers(numbers(ROWS, 0), ROWS);

    Distribution found = of(baseline, NumberColumn.of(Double.NaN, Double.NaN));

    assertThat(found.now()).isNull();
    assertThat(found.window()).startsWith(0L).endsWith(2L);
  }

  @Test
  void countsWordsByHowFrequentTheyWereAndNamesThoseThatAreNew() {
    String[] usual = new String[ROWS];
    Arrays.setAll(usual, i -> i < 100 ? "rare" : i < 990 ? "often" : null);
    FeatureBaseline baseline = FeatureBaseline.categories(usual, ROWS);

    Distribution found = of(baseline, WordColumn.of("new", "often", "new", null, "rare", "new"));

    assertThat(found.words()).containsExactly("often", "rare", "new");
    assertThat(found.baseline()).containsExactly(890L, 100L, 0L, 0L, 10L);
    assertThat(found.window()).containsExactly(1L, 1L, 3L, 0L, 1L);
    assertThat(found.ends()).isNull();
    assertThat(found.usual()).isNull();
  }

  @Test
  void keepsTwentyBinsOfALongVocabularyWithWhatIsFrequentInEither() {
    String[] usual = new String[ROWS];
    Arrays.setAll(usual, i -> "w" + i % 100);
    String[] now = new String[ROWS];
    Arrays.setAll(now, i -> i % 2 == 0 ? "new" : "w" + i % 100);
    FeatureBaseline baseline = FeatureBaseline.categories(usual, ROWS);

    Distribution found = of(baseline, WordColumn.of(now));

    assertThat(found.words()).hasSize(Distribution.BINS - 2).contains("new");
    assertThat(found.baseline()).hasSize(Distribution.BINS);
    assertThat(found.window().stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
    assertThat(found.baseline().stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
  }

  @Test
  void cutsLongWordsBetweenCharacters() {
    String laughing = "😂".repeat(200);
    FeatureBaseline baseline = FeatureBaseline.categories(new String[] {laughing}, 1);

    Distribution found = of(baseline, WordColumn.of(laughing, laughing));

    assertThat(found.words()).containsExactly("😂".repeat(19) + "…");
    assertThat(found.window()).containsExactly(2L, 0L, 0L);
  }

  @Test
  void showsTheAnswersLastAndUnderTheTargetsName() {
    FeatureBaseline baseline = FeatureBaseline.numbers(numbers(ROWS, 0), ROWS);
    Comparison comparison =
        new Comparison(new Baseline(ROWS, Map.of("x", baseline), baseline, List.of()), "y");
    NumberColumn column = NumberColumn.of(numbers(10, 0));

    assertThat(comparison.distributions(new Sample(Map.of("x", column), column)))
        .extracting(Distribution::column)
        .containsExactly("x", "y");
    assertThat(comparison.distributions(new Sample(Map.of("x", WordColumn.of("a")), null)))
        .isEmpty();
  }
}
