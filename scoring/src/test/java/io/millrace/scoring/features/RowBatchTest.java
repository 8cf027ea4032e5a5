package io.millrace.scoring.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowBatchTest {

  private static final int[] REVERSED = {2, 1, 0};

  private final RowBatch rows =
      new RowBatch(
          new Schema(
              List.of(
                  new Feature.Number("z", true, Optional.empty()),
                  new Feature.Category("a", true, List.of()))),
          1);

  @BeforeEach
  void fill() {
    rows.add(Map.of("z", 0.0, "a", "x"), Instant.ofEpochMilli(0));
    rows.add(Map.of("z", 1.0), Instant.ofEpochMilli(1));
    rows.add(Map.of("a", "y"), Instant.ofEpochMilli(2));
  }

  @Test
  void picksRowsInAnyOrder() {
    RowBatch some = rows.select(new int[] {2, 0});

    assertThat(some.size()).isEqualTo(2);
    assertThat(some.values(0)).isEqualTo(Map.of("a", "y"));
    assertThat(some.values(1)).isEqualTo(Map.of("z", 0.0, "a", "x"));
    assertThat(some.epochMillis()).containsExactly(2, 0);
  }

  @Test
  void exchangesTheValuesOfOneFeatureAlone() {
    assertThat(rows.permuted(0, REVERSED).values(2)).isEqualTo(Map.of("z", 0.0, "a", "y"));
    assertThat(rows.permuted(1, REVERSED).values(0)).isEqualTo(Map.of("z", 0.0, "a", "y"));
    assertThat(rows.permutedTimes(REVERSED).epochMillis()).startsWith(2, 1, 0);
    assertThat(rows.values(0)).isEqualTo(Map.of("z", 0.0, "a", "x"));
    assertThat(rows.epochMillis()).startsWith(0, 1, 2);
  }
}
