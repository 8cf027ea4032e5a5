package io.millrace.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbesTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void leavesEachValueOutInTurnAndAllAtOnceAndPutsInAnUnseenCategory() {
    RowBatch rows =
        new RowBatch(
            new Schema(
                List.of(
                    new Feature.Number("heat", true, Optional.empty()),
                    new Feature.Category("sky", true, List.of()),
                    new Feature.Bool("open", true))),
            1);
    rows.add(Map.of("heat", 20.0, "sky", "rain", "open", true), TIME);

    RowBatch probes = Probes.of(rows);

    assertThat(probes.size()).isEqualTo(5);
    assertThat(probes.values(0)).isEmpty();
    assertThat(probes.values(1)).isEqualTo(Map.of("sky", "rain", "open", true));
    assertThat(probes.values(2)).isEqualTo(Map.of("heat", 20.0, "open", true));
    assertThat(probes.values(3)).isEqualTo(Map.of("heat", 20.0, "sky", "rain"));
    assertThat(probes.values(4)).containsEntry("heat", 20.0).containsEntry("open", true);
    assertThat(probes.values(4).get("sky")).isNotIn("rain", null);
    assertThat(probes.epochMillis()[4]).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void takesAFewRowsOfMany() {
    RowBatch rows =
        new RowBatch(new Schema(List.of(new Feature.Number("x", true, Optional.empty()))), 1);
    for (int i = 0; i < 100; i++) {
      rows.add(Map.of("x", (double) i), TIME);
    }

    RowBatch probes = Probes.of(rows);

    assertThat(probes.size()).isEqualTo(24);
    assertThat(probes.numbers(0)[2]).isEqualTo(0);
    assertThat(probes.numbers(0)[23]).isEqualTo(87);
  }
}
