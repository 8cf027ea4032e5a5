package io.millrace.monitoring.observe;

import io.millrace.event.Label;
import io.millrace.event.Prediction;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.compare.Column;
import io.millrace.monitoring.compare.Sample;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Predictions as columns of the types that their baseline has. */
final class Samples {

  private Samples() {}

  static Sample of(List<Prediction> window, Baseline baseline) {
    Map<String, Column> features = new LinkedHashMap<>();
    baseline
        .features()
        .forEach(
            (name, column) ->
                features.put(name, column(window, column, row -> row.features().get(name))));
    Function<Prediction, @Nullable Object> answer =
        row -> row.label() == null ? row.value() : row.label();
    return new Sample(features, column(window, baseline.output(), answer));
  }

  private static Column column(
      List<Prediction> window,
      FeatureBaseline type,
      Function<Prediction, @Nullable Object> values) {
    return switch (type) {
      case FeatureBaseline.Numbers _ ->
          new Column.Numbers(window.stream().mapToDouble(r -> number(values.apply(r))).toArray());
      case FeatureBaseline.Categories _ -> new Column.Words(words(window, values));
    };
  }

  private static double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean bool -> bool ? 1 : 0;
      case null, default -> Double.NaN;
    };
  }

  private static @Nullable String[] words(
      List<Prediction> window, Function<Prediction, @Nullable Object> values) {
    @Nullable String[] words = new @Nullable String[window.size()];
    for (int i = 0; i < words.length; i++) {
      Object value = values.apply(window.get(i));
      words[i] = value == null ? null : Label.of(value);
    }
    return words;
  }

  /** The predictions' number and the earliest and latest of their events. */
  static DriftDetected.Window span(List<Prediction> window) {
    return span(window.stream().map(Prediction::eventTime).toList(), window.size());
  }

  static DriftDetected.Window span(List<Instant> times, long predictions) {
    return new DriftDetected.Window(
        predictions,
        times.stream().min(Comparator.naturalOrder()).orElse(Instant.EPOCH),
        times.stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH));
  }
}
