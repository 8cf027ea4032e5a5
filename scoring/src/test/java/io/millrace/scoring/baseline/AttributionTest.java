package io.millrace.scoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.PackageJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {

  private static final int ROWS = 1_000;

  /** A number, now and then missing, a word and a boolean. */
  private static RowBatch rows() {
    RowBatch rows =
        new RowBatch(
            new Schema(
                List.of(
                    new Feature.Number("x", true, Optional.empty()),
                    new Feature.Category("sky", true, List.of()),
                    new Feature.Bool("open", true))),
            ROWS);
    Random random = new Random(7);
    for (int i = 0; i < ROWS; i++) {
      Map<String, Object> row = new HashMap<>();
      if (i % 10 != 0) {
        row.put("x", random.nextGaussian());
      }
      row.put("sky", "w" + random.nextInt(30) % 25);
      row.put("open", i % 2 == 0);
      rows.add(row, Instant.EPOCH);
    }
    return rows;
  }

  private static Attribution attribution() {
    return Attribution.of(rows(), 2, (row, cls) -> row % 2 == cls ? 0.9 : 0.1).orElseThrow();
  }

  private static double count(AnswersByBin bins, int bin) {
    return bins.bins().get(bin).get(BinSums.COUNT);
  }

  @Test
  void hasABinOfMissingValuesAndTenOfAsManyNumbersEach() {
    AnswersByBin x = attribution().features().get("x");

    assertThat(x.words()).isNull();
    assertThat(x.ends()).hasSize(9);
    assertThat(count(x, 0)).isEqualTo(100);
    for (int bin = 1; bin <= 10; bin++) {
      assertThat(count(x, bin)).isCloseTo(90, within(1.0));
    }
  }

  @Test
  void hasABinOfEachOfTheTwentyMostFrequentWordsAndOneOfTheOthers() {
    AnswersByBin sky = attribution().features().get("sky");

    assertThat(sky.ends()).isNull();
    assertThat(sky.words()).hasSize(20).contains("w0", "w1", "w2", "w3", "w4").isSorted();
    assertThat(sky.bins().stream().mapToDouble(bin -> bin.get(BinSums.COUNT)).sum())
        .isEqualTo(ROWS);
    assertThat(sky.places("w0", "never seen", null)).containsExactly(2, 1, 0);
    assertThat(attribution().features().get("open").words()).containsExactly("false", "true");
  }

  @Test
  void countsAnswersInDeviationsFromTheMean() {
    Attribution attribution = attribution();
    AnswersByBin open = attribution.features().get("open");

    assertThat(Math.abs(attribution.weights().getFirst())).isCloseTo(Math.sqrt(0.5), within(1e-9));
    assertThat(attribution.weights().getFirst())
        .isCloseTo(-attribution.weights().getLast(), within(1e-9));
    assertThat(Math.abs(open.bins().get(2).get(BinSums.FIRST))).isCloseTo(500, within(1e-6));
    assertThat(open.bins().get(3).get(BinSums.FIRST))
        .isCloseTo(-open.bins().get(2).get(BinSums.FIRST), within(1e-6));
    assertThat(open.bins().get(2).get(BinSums.FOURTH)).isCloseTo(500, within(1e-6));
  }

  @Test
  void takesTheAnswersOfMoreClassesAlongTheLineOnWhichTheyDifferMost() {
    Random random = new Random(1);
    double[] of = random.doubles(ROWS).toArray();

    Attribution attribution =
        Attribution.of(
                rows(),
                3,
                (row, cls) -> cls == 0 ? 0.2 : cls == 1 ? 0.8 * of[row] : 0.8 - 0.8 * of[row])
            .orElseThrow();

    assertThat(attribution.weights().getFirst()).isCloseTo(0, within(1e-9));
    assertThat(Math.abs(attribution.weights().get(1))).isCloseTo(Math.sqrt(0.5), within(1e-9));
  }

  @Test
  void anAnswerFarOutCountsAsTenDeviations() {
    double[] answers = new double[ROWS];
    answers[0] = 1e12;

    Attribution attribution = Attribution.of(rows(), answers).orElseThrow();

    assertThat(attribution.standard(1e12)).isEqualTo(10);
    assertThat(attribution.standard(-1e300)).isEqualTo(-10);
    assertThat(attribution.standard(Double.NaN)).isNaN();
  }

  @Test
  void thereIsNoneWhereAllAnswersAreTheSame() {
    double[] answers = new double[ROWS];
    java.util.Arrays.fill(answers, 1e7 / 3);

    assertThat(Attribution.of(rows(), answers)).isEmpty();
    assertThat(Attribution.of(rows(), 2, (_, cls) -> cls == 0 ? 0.3 : 0.7)).isEmpty();
  }

  @Test
  void isTheSameBytesForTheSameRowsAndComesBackFromThem() {
    Baseline baseline =
        Baseline.of(rows(), FeatureBaseline.categories(new String[] {"0"}, 1), List.of("0", "1"));
    Baseline with = baseline.with(attribution()).until(Instant.EPOCH);

    byte[] json = PackageJson.write(with);

    assertThat(PackageJson.write(baseline.with(attribution()).until(Instant.EPOCH)))
        .isEqualTo(json);
    assertThat(PackageJson.read(json, Baseline.class)).isEqualTo(with);
    assertThat(new String(PackageJson.write(baseline), StandardCharsets.UTF_8))
        .doesNotContain("attribution");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"deviation\" : 1.0; \"deviation\" : 0.0; deviation above 0",
        "\"ends\" : [ 0.5 ]; \"ends\" : [ 0.5, 0.25 ]; 4 of them",
        "\"ends\" : [ 0.5 ]; \"ends\" : [ 1e999 ]; ascending numbers",
        "\"ends\" : [ 0.5 ]; \"words\" : [ \"b\" ], \"ends\" : [ 0.5 ]; either ends or words",
        "\"ends\" : [ 0.5 ]; \"other\" : [ 0.5 ]; either ends or words",
        "[ 1.0, 2.0, 3.0, 4.0, 5.0 ]; [ 1.0, 2.0, 3.0, 4.0 ]; its count",
        "[ 1.0, 2.0, 3.0, 4.0, 5.0 ]; [ -1.0, 2.0, 3.0, 4.0, 5.0 ]; its count",
        "[ 1.0, 2.0, 3.0, 4.0, 5.0 ]; [ 1.0, 2.0, 3.0, 4.0, 1e999 ]; its count"
      })
  void whatIsNoSoundAttributionIsRefused(String sound, String found, String allowed) {
    String json =
        """
        { "weights" : [ ], "mean" : 0.0, "deviation" : 1.0, "features" : { "x" : { "ends" : [ 0.5 ],
          "bins" : [ [ 0, 0, 0, 0, 0 ], [ 1.0, 2.0, 3.0, 4.0, 5.0 ], [ 0, 0, 0, 0, 0 ] ] } } }
        """;

    assertThat(read(json).features()).containsOnlyKeys("x");
    assertThatThrownBy(() -> read(json.replace(sound, found)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(allowed);
  }

  @Test
  void weightsAreOfAsManyClassesAsThereAre() {
    Baseline baseline =
        Baseline.of(rows(), FeatureBaseline.categories(new String[] {"0"}, 1), List.of("0"));

    assertThatThrownBy(() -> baseline.with(attribution()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 classes have a weight; there are 1");
  }

  private static Attribution read(String json) {
    return PackageJson.read(json.getBytes(StandardCharsets.UTF_8), Attribution.class);
  }
}
