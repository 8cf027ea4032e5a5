package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftFoundTest {

  private final World world = new World(7);
  private final Baseline baseline = world.baseline(5_000);
  private final Comparison comparison = new Comparison(baseline, "answer");

  @ParameterizedTest
  @EnumSource(Monitor.Test.class)
  void findsAMeanThatMovedByHalfAStandardDeviation(Monitor.Test test) {
    int found = 0;

    for (int i = 0; i < 50; i++) {
      Map<String, Column> features = new HashMap<>(world.sample(1_000).features());
      features.put("normal", NumberColumn.of(world.normal(1_000, 0.5, 1)));
      WindowVerdict verdict =
          comparison.compare(new Sample(features, world.sample(1_000).output()), test);
      found += verdict.movedFeatures().stream().anyMatch(f -> f.feature().equals("normal")) ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(49);
  }

  @Test
  void saysHowFarEachFeatureMovedByTheTestThatWasAskedFor() {
    Map<String, Column> features = new HashMap<>();
    features.put("normal", NumberColumn.of(world.normal(1_000, 2, 1)));
    features.put("five-words", WordColumn.of(repeated("w1")));
    Sample sample = new Sample(features, WordColumn.of(repeated("w0")));

    assertThat(comparison.compare(sample, Monitor.Test.WASSERSTEIN).movedFeatures())
        .extracting(Finding::test)
        .containsExactlyInAnyOrder(Finding.WASSERSTEIN, Finding.JENSEN_SHANNON);
    assertThat(comparison.compare(sample, Monitor.Test.KOLMOGOROV_SMIRNOV).movedFeatures())
        .extracting(Finding::test)
        .containsExactlyInAnyOrder(Finding.KOLMOGOROV_SMIRNOV, Finding.CHI_SQUARED);
    assertThat(comparison.compare(sample, Monitor.Test.AUTO).movedFeatures())
        .extracting(Finding::test)
        .containsOnly(Finding.PSI);
  }

  private static String[] repeated(String word) {
    String[] words = new String[1_000];
    Arrays.fill(words, word);
    return words;
  }

  @Test
  void findsASpreadThatDoubled() {
    assertThat(drifted("normal", NumberColumn.of(world.normal(1_000, 0, 2)))).isTrue();
  }

  @Test
  void leavesAShiftOfNoConsequenceAlone() {
    assertThat(drifted("normal", NumberColumn.of(world.normal(10_000, 0.1, 1)))).isFalse();
  }

  @Test
  void seesAConstantThatChanged() {
    double[] other = new double[1_000];
    Arrays.fill(other, 5.01);

    assertThat(drifted("constant", NumberColumn.of(other))).isTrue();
  }

  @Test
  void seesValuesThatStayAwayMoreOften() {
    double[] values = world.normal(1_000, 0, 1);
    Arrays.fill(values, 0, 200, Double.NaN);

    List<Finding> findings = with("normal", NumberColumn.of(values)).featureEvidence();

    assertThat(findings).extracting(Finding::test).contains("psi", "chi-squared");
  }

  @Test
  void seesAColumnThatIsGoneAltogether() {
    double[] none = new double[500];
    Arrays.fill(none, Double.NaN);

    assertThat(drifted("normal", NumberColumn.of(none))).isTrue();
    assertThat(drifted("five-words", WordColumn.of(new String[500]))).isTrue();
  }

  @Test
  void seesAWordThatIsNew() {
    String[] words = new String[1_000];
    Arrays.setAll(words, i -> i % 4 == 0 ? "never-seen" : "w" + i % 5);

    assertThat(drifted("five-words", WordColumn.of(words))).isTrue();
  }

  @Test
  void looksAtTheModelsAnswersToo() {
    String[] answers = new String[1_000];
    Arrays.fill(answers, "w1");
    Sample sample = world.sample(1_000);

    WindowVerdict verdict =
        comparison.compare(
            new Sample(sample.features(), WordColumn.of(answers)), Monitor.Test.AUTO);

    assertThat(verdict.featureEvidence()).isEmpty();
    assertThat(verdict.outputEvidence()).extracting(Finding::feature).containsOnly("answer");
  }

  @Test
  void ranksTheStrongestEvidenceFirst() {
    Map<String, Column> features = new HashMap<>(world.sample(1_000).features());
    features.put("normal", NumberColumn.of(world.normal(1_000, 3, 1)));
    features.put("uniform", NumberColumn.of(world.normal(1_000, 0.5, 0.1)));

    List<Finding> evidence =
        comparison
            .compare(new Sample(features, world.sample(1_000).output()), Monitor.Test.AUTO)
            .featureEvidence();

    assertThat(evidence).isSortedAccordingTo((a, b) -> Double.compare(b.strength(), a.strength()));
    assertThat(evidence).extracting(Finding::feature).contains("normal", "uniform");
    assertThat(evidence).allMatch(Finding::crossed);
  }

  @Test
  void leavesOutWhatOnlyOneSideHas() {
    FeatureBaseline empty = FeatureBaseline.numbers(new double[] {Double.NaN}, 1);
    Comparison lonely =
        new Comparison(new Baseline(1, Map.of("a", empty, "b", empty), empty, List.of()), "y");

    WindowVerdict verdict = lonely.compare(world.sample(100), Monitor.Test.AUTO);

    assertThat(verdict.columns()).isEmpty();
    assertThat(verdict.drifted()).isFalse();
  }

  private boolean drifted(String feature, Column column) {
    return with(feature, column).features().stream()
        .anyMatch(verdict -> verdict.feature().equals(feature) && verdict.drifted());
  }

  private WindowVerdict with(String feature, Column column) {
    Map<String, Column> features = new HashMap<>();
    features.put(feature, column);
    return comparison.compare(
        new Sample(features, world.sample(1_000).output()), Monitor.Test.AUTO);
  }
}
