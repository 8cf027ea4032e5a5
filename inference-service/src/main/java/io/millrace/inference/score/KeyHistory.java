package io.millrace.inference.score;

import io.millrace.event.Label;
import io.millrace.inference.load.ServedModel;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.SeriesState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key's latest values, as a request tells them.
 *
 * @param key null where the problem has none
 * @param error of the first of its rows that is none
 */
record KeyHistory(@Nullable String key, SeriesState series, Optional<RowError> error) {

  /**
   * The histories in the order in which their keys turn up; each key's rows are in the order of
   * time. Where the problem names no field of the time, they are a step apart and end now.
   */
  static Collection<KeyHistory> of(
      ServedModel model, ForecastPlan plan, List<?> rows, Instant now) {
    RowReader reader = new RowReader(model.manifest().schema(), model.data());
    RowBatch batch = new RowBatch(model.manifest().schema(), 1);
    Map<String, KeyHistory> histories = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Instant time = now.minusMillis((rows.size() - 1 - i) * plan.stepMillis());
      String key = key(model, rows.get(i));
      KeyHistory before =
          histories.computeIfAbsent(
              String.valueOf(key),
              _ -> new KeyHistory(key, new SeriesState(plan), Optional.empty()));
      if (before.error.isEmpty()) {
        batch.clear();
        Optional<RowError> error = read(reader, model, rows.get(i), time, batch);
        if (error.isPresent()) {
          histories.put(String.valueOf(key), new KeyHistory(key, before.series, error));
        } else {
          before.series.add(batch.epochMillis()[0], batch.numbers(0)[0]);
        }
      }
    }
    return histories.values();
  }

  private static Optional<RowError> read(
      RowReader reader, ServedModel model, Object row, Instant time, RowBatch batch) {
    if (!(row instanceof Map<?, ?> values)) {
      return Optional.of(
          new RowError("", Shown.of(String.valueOf(row)), "an object of named values"));
    }
    Optional<String> field = model.data().time();
    return field.isPresent() && values.get(field.get()) == null
        ? Optional.of(new RowError(field.get(), "nothing", "the time of the value"))
        : reader.read(values, time, batch);
  }

  private static @Nullable String key(ServedModel model, Object row) {
    Object key =
        model.data().key().isPresent() && row instanceof Map<?, ?> values
            ? values.get(model.data().key().get())
            : null;
    return key == null ? null : Label.of(key);
  }

  /** Why there is no forecast. */
  RowError tooShort(ForecastPlan plan) {
    return new RowError(
        key == null ? "" : key,
        "a history over %d steps".formatted(series.filled()),
        "the latest %d values, a step of %s apart, of which at most %d in a row are missing"
            .formatted(plan.context(), Duration.ofMillis(plan.stepMillis()), plan.longestGap()));
  }
}
