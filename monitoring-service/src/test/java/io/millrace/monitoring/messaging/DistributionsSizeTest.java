package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.monitoring.compare.Column;
import io.millrace.monitoring.compare.Comparison;
import io.millrace.monitoring.compare.NumberColumn;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.WordColumn;
import io.millrace.monitoring.observe.ClosedWindow;
import io.millrace.monitoring.observe.WindowDistributions;
import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.starter.messaging.MillraceJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much a window's distributions take in the store, which its changelog doubles. */
class DistributionsSizeTest {

  private static final int ROWS = 5_000;

  private final Random random = new Random(9);
  private final Map<String, FeatureBaseline> baselines = new LinkedHashMap<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();

  private double[] numbers(int rows) {
    return random.doubles(rows).map(x -> 1e3 * Math.sqrt(x)).toArray();
  }

  private String[] words(int rows, int length) {
    String[] words = new String[rows];
    Arrays.setAll(words, _ -> "w".repeat(length) + random.nextInt(300));
    return words;
  }

  private WindowDistributions kept() {
    Baseline baseline =
        new Baseline(ROWS, baselines, baselines.values().iterator().next(), List.of());
    Comparison comparison = new Comparison(baseline, "y");
    Sample sample = new Sample(columns, null);
    ClosedWindow closed = new ClosedWindow(1, 1, 1_000, new EventId("e"), "c", null);
    return WindowDistributions.of(
        closed, comparison.distributions(sample), comparison.compare(sample, Monitor.Test.AUTO));
  }

  private static int bytes(WindowDistributions kept) {
    return MillraceJson.mapper().writeValueAsBytes(kept).length;
  }

  @Test
  void aWindowOfTwentyFeaturesTakesSomeTenKilobytes() {
    for (int i = 0; i < 14; i++) {
      baselines.put("number" + i, FeatureBaseline.numbers(numbers(ROWS), ROWS));
      columns.put("number" + i, NumberColumn.of(numbers(1_000)));
    }
    for (int i = 0; i < 6; i++) {
      baselines.put("word" + i, FeatureBaseline.categories(words(ROWS, 8), ROWS));
      columns.put("word" + i, WordColumn.of(words(1_000, 8)));
    }

    assertThat(bytes(kept())).isBetween(5_000, 15_000);
  }

  @Test
  void theMostThatIsKeptFitsIntoAMessage() {
    for (int i = 0; i < 250; i++) {
      baselines.put("word" + i, FeatureBaseline.categories(words(900, 200), 900));
      columns.put("word" + i, WordColumn.of(words(300, 200)));
    }

    WindowDistributions kept = kept();
    assertThat(kept.columns()).hasSize(200);
    assertThat(bytes(kept)).isLessThan(500_000);
  }
}
