package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlawTest {

  private static final int WINDOW = 1_000;

  private final World world = new World(3);
  private final Comparison comparison = new Comparison(world.baseline(5_000), "answer");

  @Test
  void findsNothingWrongWhereNothingIs() {
    int flawed = 0;

    for (int i = 0; i < 300; i++) {
      flawed += comparison.flaws(world.sample(WINDOW)).isEmpty() ? 0 : 1;
    }

    assertThat(flawed).isLessThanOrEqualTo(3);
  }

  @Test
  void seesThatAFewMoreAreMissing() {
    double[] values = world.normal(WINDOW, 0, 1);
    Arrays.fill(values, 0, 40, Double.NaN);

    assertThat(flaws("normal", NumberColumn.of(values)))
        .containsExactly(new Flaw("normal", Flaw.Kind.MISSING, 0.04, 0));
  }

  @Test
  void seesValuesThatCannotBe() {
    double[] values = world.normal(WINDOW, 0, 1);
    Arrays.fill(values, 0, 40, -999);

    assertThat(flaws("normal", NumberColumn.of(values)))
        .containsExactly(new Flaw("normal", Flaw.Kind.OUT_OF_RANGE, 0.04, 0));
  }

  @Test
  void seesWordsThatTrainingDidNotHave() {
    String[] words = new String[WINDOW];
    Arrays.setAll(words, i -> i < 40 ? "W" + i : "w" + i % 5);

    assertThat(flaws("five-words", WordColumn.of(words)))
        .containsExactly(new Flaw("five-words", Flaw.Kind.UNSEEN, 0.04, 0));
  }

  @Test
  void leavesMissingValuesAloneThatHaveAlwaysBeenMissing() {
    double[] values = world.normal(WINDOW, 0, 1);
    Arrays.fill(values, 0, 200, Double.NaN);

    assertThat(flaws("often-missing", NumberColumn.of(values))).isEmpty();
    assertThat(flaws("often-missing", NumberColumn.of(world.normal(WINDOW, 0, 1)))).isEmpty();
  }

  @Test
  void namesTheMostFrequentFirstAndWhatIsGoneAltogether() {
    Map<String, Column> features = new LinkedHashMap<>(world.sample(WINDOW).features());
    double[] none = new double[WINDOW];
    Arrays.fill(none, Double.NaN);
    features.put("uniform", NumberColumn.of(none));
    features.put("five-words", WordColumn.of(new String[WINDOW]));
    features.put("normal", NumberColumn.of(world.normal(WINDOW, 50, 1)));

    assertThat(comparison.flaws(new Sample(features, WordColumn.of("w1"))))
        .extracting(Flaw::feature, Flaw::share)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("uniform", 1.0),
            org.assertj.core.groups.Tuple.tuple("five-words", 1.0),
            org.assertj.core.groups.Tuple.tuple("normal", 1.0));
  }

  private List<Flaw> flaws(String feature, Column column) {
    Map<String, Column> features = new LinkedHashMap<>(world.sample(WINDOW).features());
    features.put(feature, column);
    return comparison.flaws(new Sample(features, WordColumn.of("w1")));
  }
}
