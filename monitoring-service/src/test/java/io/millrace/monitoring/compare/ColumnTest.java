package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnTest {

  private static final int MANY = 200_000;
  private static final int CHUNK = 250;

  @Test
  void keepsAThousandNumbersAsTheyAre() {
    double[] values = numbers(1_024);

    assertThat(NumberColumn.of(values).ranks().points())
        .containsExactly(Arrays.stream(values).sorted().toArray());
    assertThat(NumberColumn.of(values).ranks().count()).isEqualTo(1_024);
  }

  @Test
  void takesLittleMemoryForManyNumbersAndKnowsTheirRanks() {
    double[] values = numbers(MANY);
    NumberColumn column = NumberColumn.of(values);
    Arrays.sort(values);

    assertThat(column.sketch()).hasSizeLessThan(30_000);
    assertThat(KolmogorovSmirnov.distance(Ranks.of(values, MANY), column.ranks()))
        .isLessThan(0.0027);
    assertThat(column.ranks().count()).isBetween(0.5 * MANY, 0.75 * MANY);
  }

  @Test
  void givesTheSameSketchWhateverElseIsSketchedAndWhoeverGoesOn() {
    double[] values = numbers(20_000);
    NumberColumn one = NumberColumn.of();
    NumberColumn handedOn = NumberColumn.of();

    for (int i = 0; i < values.length; i += CHUNK) {
      double[] chunk = Arrays.copyOfRange(values, i, i + CHUNK);
      one.add(chunk);
      NumberColumn.of(numbers(3_000));
      handedOn = NumberColumn.of(handedOn.sketch(), handedOn.missing());
      handedOn.add(chunk);
    }

    assertThat(handedOn.sketch()).isEqualTo(one.sketch());
  }

  @Test
  void countsWhatIsMissing() {
    NumberColumn numbers = NumberColumn.of(1, Double.NaN, 2, Double.NaN);
    WordColumn words = WordColumn.of("a", null, "b");

    assertThat(numbers.missing()).isEqualTo(2);
    assertThat(NumberColumn.of(numbers.sketch(), 2).ranks().count()).isEqualTo(2);
    assertThat(words.missing()).isEqualTo(1);
    assertThat(words.count()).isEqualTo(2);
    assertThat(NumberColumn.of(NumberColumn.of().sketch(), 0).ranks().isEmpty()).isTrue();
  }

  @Test
  void countsWordsExactlyUpToManyAndTheFrequentOnesBeyond() {
    String[] few = new String[70_000];
    Arrays.setAll(few, i -> "w" + i % 700);
    String[] many = new String[MANY];
    Arrays.setAll(many, i -> i % 10 == 0 ? "often" : "rare-" + i);

    assertThat(WordColumn.of(few).count("w9", 0)).isEqualTo(100);
    assertThat(WordColumn.of(few).count("never", 50)).isZero();
    WordColumn column = WordColumn.of(many);
    assertThat(column.sketch()).hasSizeLessThan(30_000);
    assertThat(column.count("often", 0)).isCloseTo(0.1 * MANY, within(0.004 * MANY));
    assertThat(column.count("often", 0.1 * MANY)).isEqualTo(0.1 * MANY);
  }

  @Test
  void tellsLongWordsApartThatBeginAlike() {
    String begins = "x".repeat(1_000);
    WordColumn column = WordColumn.of(begins + "1", begins + "2", begins + "2");

    assertThat(column.count(begins + "1", 0)).isEqualTo(1);
    assertThat(column.count(begins + "2", 0)).isEqualTo(2);
    assertThat(column.sketch()).hasSizeLessThan(300);
    assertThat(WordColumn.of(column.sketch(), 0).count(begins + "2", 0)).isEqualTo(2);
  }

  private static double[] numbers(int count) {
    return new Random(count).doubles(count).toArray();
  }
}
