package io.millrace.scoring.model;

import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows and what the model answered them when it was made: whoever loads it has to reproduce them.
 */
public record Golden(List<GoldenRow> rows) {

  /** How far an answer may be off: absolute below 1, relative above. */
  public static final double TOLERANCE = 1e-5;

  public Golden {
    rows = List.copyOf(rows);
  }

  /**
   * @param values raw, by feature name
   * @param expected a probability for each class, or the one value
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by ScoringModel only
  public record GoldenRow(Map<String, @Nullable Object> values, Instant time, double[] expected) {
    public GoldenRow {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * Row {@code row} of a batch with the answer it got.
   *
   * @param scores of the whole batch
   */
  public static GoldenRow row(RowBatch rows, int row, Scores scores) {
    return new GoldenRow(
        rows.values(row), Instant.ofEpochMilli(rows.epochMillis()[row]), scores.outputs(row));
  }

  /** The rows as a batch of what the encoders look at. */
  RowBatch batch(FittedFeatures features) {
    RowBatch batch = new RowBatch(features.schema(), rows.size());
    rows.forEach(row -> batch.add(asNumbers(row.values()), row.time()));
    return batch;
  }

  private static Map<String, @Nullable Object> asNumbers(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> numbers = new LinkedHashMap<>(values);
    numbers.replaceAll((_, value) -> value instanceof Boolean bool ? (bool ? 1.0 : 0.0) : value);
    return numbers;
  }

  Optional<String> mismatch(Scores scores, int outputs) {
    for (int row = 0; row < rows.size(); row++) {
      double[] expected = rows.get(row).expected();
      double[] found = scores.outputs(row);
      if (expected.length != outputs) {
        return Optional.of(
            "golden row %d has %d outputs, the model %d".formatted(row, expected.length, outputs));
      }
      for (int i = 0; i < outputs; i++) {
        if (!isClose(expected[i], found[i])) {
          return Optional.of(
              "golden row %d: output %d is %s, expected %s within %s"
                  .formatted(row, i, found[i], expected[i], allowed(expected[i])));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isClose(double expected, double found) {
    return Math.abs(expected - found) <= allowed(expected);
  }

  private static double allowed(double expected) {
    return TOLERANCE * Math.max(1, Math.abs(expected));
  }
}
