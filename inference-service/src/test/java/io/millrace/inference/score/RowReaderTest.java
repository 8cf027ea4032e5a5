package io.millrace.inference.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Data;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("humidity", false, Optional.of(new Feature.Range(0, 100))),
              new Feature.Number("co2", true, Optional.empty()),
              new Feature.Category("window", true, List.of("open", "1")),
              new Feature.Category("room", true, List.of()),
              new Feature.Bool("heating", true)));

  private final RowBatch batch = new RowBatch(SCHEMA, 4);

  @Test
  void readsEveryKindOfValueAndLeavesOtherNamesOut() {
    Map<String, Object> row =
        Map.of("humidity", 40, "co2", 500.5, "window", 1, "room", "a", "heating", true, "x", "y");

    assertThat(reader(Optional.empty()).read(row, NOW, batch)).isEmpty();
    assertThat(batch.values(0))
        .isEqualTo(
            Map.of("humidity", 40.0, "co2", 500.5, "window", "1", "room", "a", "heating", true));
    assertThat(batch.epochMillis()[0]).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void takesAnAbsentOrNullOptionalValueForMissing() {
    Map<String, Object> row = new HashMap<>();
    row.put("humidity", 40);
    row.put("co2", null);

    assertThat(reader(Optional.empty()).read(row, NOW, batch)).isEmpty();
    assertThat(batch.values(0)).isEqualTo(Map.of("humidity", 40.0));
  }

  static List<Arguments> wrongRows() {
    return List.of(
        Arguments.of(Map.of(), new RowError("humidity", "nothing", "a number from 0.0 to 100.0")),
        Arguments.of(
            Map.of("humidity", "wet"),
            new RowError("humidity", "\"wet\"", "a number from 0.0 to 100.0")),
        Arguments.of(
            Map.of("humidity", 101), new RowError("humidity", "101", "a number from 0.0 to 100.0")),
        Arguments.of(
            Map.of("humidity", Double.NaN),
            new RowError("humidity", "NaN", "a number from 0.0 to 100.0")),
        Arguments.of(
            Map.of("humidity", 1, "co2", List.of(1)), new RowError("co2", "[1]", "a number")),
        Arguments.of(
            Map.of("humidity", 1, "window", "ajar"),
            new RowError("window", "\"ajar\"", "one of [open, 1]")),
        Arguments.of(Map.of("humidity", 1, "room", Map.of()), new RowError("room", "{}", "text")),
        Arguments.of(
            Map.of("humidity", 1, "heating", 2), new RowError("heating", "2", "true or false")));
  }

  @ParameterizedTest
  @MethodSource("wrongRows")
  void saysWhatIsWrongAndLeavesTheRowOut(Map<String, Object> row, RowError error) {
    assertThat(reader(Optional.empty()).read(row, NOW, batch)).contains(error);
    assertThat(batch.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 2026-02-01T10:15:00Z, 2026-02-01T10:15:00Z",
        "-, 2026-02-01T10:15:00+02:00, 2026-02-01T08:15:00Z",
        "-, 2026-02-01T10:15:00, 2026-02-01T10:15:00Z",
        "-, 2026-02-01 10:15:00, 2026-02-01T10:15:00Z",
        "-, 2026-02-01, 2026-02-01T00:00:00Z",
        "yyyyMMdd HHmm, 20260201 1015, 2026-02-01T10:15:00Z",
        "dd/MM/yyyy, 01/02/2026, 2026-02-01T00:00:00Z"
      })
  void readsTheTimeOfARow(String pattern, String time, Instant expected) {
    Map<String, Object> row = Map.of("humidity", 1, "date", time);

    assertThat(reader(Optional.ofNullable(pattern)).read(row, NOW, batch)).isEmpty();
    assertThat(batch.epochMillis()[0]).isEqualTo(expected.toEpochMilli());
  }

  @Test
  void readsEpochMilliseconds() {
    Map<String, Object> row = Map.of("humidity", 1, "date", 1_700_000_000_000L);

    assertThat(reader(Optional.empty()).read(row, NOW, batch)).isEmpty();
    assertThat(batch.epochMillis()[0]).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThat(reader(Optional.of("yyyy")).read(Map.of("humidity", 1, "date", "today"), NOW, batch))
        .contains(new RowError("date", "\"today\"", "a time like yyyy"));
  }

  private static RowReader reader(Optional<String> pattern) {
    return new RowReader(
        SCHEMA, new Data(Optional.of("date"), pattern, Optional.empty(), Data.DEFAULT_ID, SCHEMA));
  }
}
