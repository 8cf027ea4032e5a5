package io.millrace.scoring.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Prepare;
import io.millrace.problem.Prepare.TimePart;
import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.Encoder.TimeEncoder;
import io.millrace.scoring.model.PackageJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedFeaturesTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("temperature", true, Optional.empty()),
              new Feature.Category("sky", true, List.of()),
              new Feature.Bool("holiday", true)));

  private static final FittedFeatures FEATURES =
      new FittedFeatures(
          List.of(
              new NumberEncoder("temperature", 20, 10, 4),
              new CategoryEncoder("sky", List.of("", "clear", "rain")),
              new NumberEncoder("holiday", 0, 0, 1),
              new TimeEncoder("hour", TimePart.HOUR_OF_DAY, 12, 6)));

  private static final Instant NOON_PAST_15 = Instant.parse("2026-03-01T12:15:00Z");

  @Test
  void encodesEveryKindOfFeatureRowByRow() {
    RowBatch rows = new RowBatch(SCHEMA, 1);
    rows.add(Map.of("temperature", 18.0, "sky", "rain", "holiday", true), NOON_PAST_15);
    rows.add(Map.of("temperature", 10, "sky", "clear", "holiday", false), NOON_PAST_15);

    assertThat(encode(rows))
        .containsExactly(2f, 0f, 0f, 1f, 1f, 0.25f / 6, 0f, 0f, 1f, 0f, 0f, 0.25f / 6);
  }

  @Test
  void namesItsColumns() {
    assertThat(FEATURES.width()).isEqualTo(6);
    assertThat(FEATURES.names())
        .containsExactly("temperature", "sky=", "sky=clear", "sky=rain", "holiday", "hour");
  }

  @Test
  void fillsMissingNumbersAndTakesAMissingCategoryForOneOfItsOwn() {
    RowBatch rows = new RowBatch(SCHEMA, 1);
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("temperature", null);
    rows.add(nulls, NOON_PAST_15);

    assertThat(encode(rows)).startsWith(2.5f, 1f, 0f, 0f, 0f);
  }

  @ParameterizedTest
  @CsvSource({"1", "40"})
  void encodesAnUnknownCategoryAsNone(int times) {
    RowBatch rows = new RowBatch(SCHEMA, 1);
    for (int i = 0; i < times; i++) {
      rows.add(Map.of("sky", "volcanic ash"), NOON_PAST_15);
    }

    float[] encoded = encode(rows);

    assertThat(encoded[1] + encoded[2] + encoded[3]).isZero();
  }

  @Test
  void encodesTheSameInPiecesAndWhole() {
    RowBatch rows = new RowBatch(SCHEMA, 4);
    for (int i = 0; i < 50; i++) {
      rows.add(Map.of("temperature", i * 1.0, "sky", i % 2 == 0 ? "rain" : "fog"), NOON_PAST_15);
    }

    float[] last = new float[6];
    FEATURES.encode(rows, 49, 50, last);

    assertThat(encode(rows)).endsWith(last);
  }

  @Test
  void clearsWhatABatchBeforeLeft() {
    float[] out = {9, 9, 9, 9, 9, 9};
    RowBatch rows = new RowBatch(SCHEMA, 1);
    rows.add(Map.of("sky", "rain"), NOON_PAST_15);

    FEATURES.encode(rows, out);

    assertThat(out).doesNotContain(9f);
  }

  @Test
  void refusesRowsWithoutAFeatureItNeeds() {
    RowBatch rows = new RowBatch(new Schema(List.of(new Feature.Bool("holiday", true))), 1);
    rows.add(Map.of(), NOON_PAST_15);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FEATURES.encode(rows, new float[6]))
        .withMessageContaining("temperature");
  }

  @Test
  void takesAValueOfTheWrongTypeForAnErrorAndLeavesTheRowOut() {
    RowBatch rows = new RowBatch(SCHEMA, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.add(Map.of("temperature", "warm"), NOON_PAST_15))
        .withMessageContaining("temperature");
    assertThat(rows.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR_OF_DAY, 2026-03-01T23:30:00Z, 23.5",
    "HOUR_OF_DAY, 1969-12-31T01:00:00Z, 1",
    "DAY_OF_WEEK, 2026-03-01T23:30:00Z, 7",
    "MONTH, 2026-03-01T23:30:00Z, 3",
    "DAY_OF_YEAR, 2024-12-31T00:00:00Z, 366"
  })
  void readsPartsOfTheTimeInUtc(TimePart part, Instant time, double expected) {
    assertThat(TimeParts.of(part, time.toEpochMilli())).isCloseTo(expected, within(1e-12));
  }

  @Test
  void leavesMissingNumbersMissingWhereThereIsNothingToFillThemWith() {
    FittedFeatures features =
        new FittedFeatures(
            List.of(
                new NumberEncoder("temperature", Double.NaN, 10, 4),
                new NumberEncoder("holiday", Double.NaN, 0, 1)));
    RowBatch rows = new RowBatch(SCHEMA, 2);
    rows.add(Map.of("sky", "rain"), NOON_PAST_15);
    rows.add(Map.of("temperature", 18.0, "holiday", true), NOON_PAST_15);
    float[] out = new float[4];

    PackageJson.read(PackageJson.write(features), FittedFeatures.class).encode(rows, out);

    assertThat(out).containsExactly(Float.NaN, Float.NaN, 2f, 1f);
  }

  @Test
  void refusesAScaleOfZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NumberEncoder("temperature", 0, 0, 0))
        .withMessageContaining("temperature");
  }

  private static float[] encode(RowBatch rows) {
    float[] out = new float[rows.size() * FEATURES.width()];
    FEATURES.encode(rows, out);
    return out;
  }

  @Test
  void combinesTwoNumbersAndFillsWhatIsNone() {
    Schema schema =
        new Schema(
            List.of(new Feature.Number("a", true, Optional.empty()), new Feature.Bool("b", true)));
    RowBatch rows = new RowBatch(schema, 4);
    rows.add(Map.of("a", 6.0, "b", true), Instant.EPOCH);
    rows.add(Map.of("a", 6.0, "b", false), Instant.EPOCH);
    rows.add(Map.of("b", true), Instant.EPOCH);
    FittedFeatures features =
        new FittedFeatures(
            List.of(
                new Encoder.PairEncoder("r", Prepare.Arithmetic.RATIO, "a", "b", 2, 0, 1),
                new Encoder.PairEncoder("d", Prepare.Arithmetic.DIFFERENCE, "a", "b", 7, 5, 2)));
    float[] out = new float[6];

    features.encode(rows, out);

    assertThat(out).containsExactly(6, 0, 2, 0.5f, 2, 1);
    assertThat(features.names()).containsExactly("r", "d");
    assertThat(features.schema().names()).containsExactly("a", "b");
    assertThat(PackageJson.read(PackageJson.write(features), FittedFeatures.class))
        .isEqualTo(features);
  }

  @Test
  void slicesABatchByRows() {
    Schema schema =
        new Schema(
            List.of(
                new Feature.Number("a", true, Optional.empty()),
                new Feature.Category("c", true, List.of())));
    RowBatch rows = new RowBatch(schema, 1);
    for (int i = 0; i < 5; i++) {
      rows.add(Map.of("a", i, "c", "c" + i), Instant.ofEpochMilli(i));
    }

    RowBatch slice = rows.slice(2, 4);

    assertThat(slice.size()).isEqualTo(2);
    assertThat(slice.values(1)).isEqualTo(Map.of("a", 3.0, "c", "c3"));
    assertThat(slice.epochMillis()[0]).isEqualTo(2);
  }
}
