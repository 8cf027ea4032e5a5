package io.millrace.monitoring.observe;

import io.millrace.event.Feature;
import io.millrace.event.Label;
import io.millrace.event.Prediction;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.compare.Column;
import io.millrace.monitoring.compare.NumberColumn;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.Spread;
import io.millrace.monitoring.compare.WordColumn;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a window's predictions.
 *
 * @param span their number, and the earliest and the latest of their events
 * @param spread of those that could be looked at when they were taken in
 */
public record WindowSketch(DriftDetected.Window span, Sample sample, Spread spread) {

  static WindowSketch empty(Problem problem) {
    Map<String, Column> features = new LinkedHashMap<>();
    problem
        .data()
        .features()
        .features()
        .forEach(
            feature -> features.put(feature.name(), column(feature instanceof Feature.Number)));
    Column output = column(problem.define().task().isOfNumbers());
    Monitor monitor = problem.monitor();
    return new WindowSketch(
        new DriftDetected.Window(0, Instant.MAX, Instant.MIN),
        new Sample(features, output)
            .only(monitor.drift().data() || monitor.dataQuality(), monitor.drift().prediction()),
        Spread.NONE);
  }

  /** Of no prediction, at a time. */
  static WindowSketch empty(Problem problem, Instant at) {
    return new WindowSketch(
        new DriftDetected.Window(0, at, at), empty(problem).sample(), Spread.NONE);
  }

  private static Column column(boolean numbers) {
    return numbers ? NumberColumn.of() : WordColumn.of();
  }

  /** Takes further predictions in. */
  WindowSketch with(List<Prediction> rows) {
    sample.features().forEach((name, column) -> add(rows, column, row -> row.features().get(name)));
    if (sample.output() != null) {
      add(rows, sample.output(), row -> row.label() == null ? row.value() : row.label());
    }
    Instant from = span.from();
    Instant to = span.to();
    for (Prediction row : rows) {
      from = row.eventTime().isBefore(from) ? row.eventTime() : from;
      to = row.eventTime().isAfter(to) ? row.eventTime() : to;
    }
    return new WindowSketch(
        new DriftDetected.Window(span.predictions() + rows.size(), from, to), sample, spread);
  }

  WindowSketch with(Spread wider) {
    return new WindowSketch(span, sample, wider);
  }

  private static void add(
      List<Prediction> rows, Column column, Function<Prediction, @Nullable Object> value) {
    switch (column) {
      case NumberColumn numbers ->
          numbers.add(rows.stream().mapToDouble(row -> number(value.apply(row))).toArray());
      case WordColumn words ->
          words.add(rows.stream().map(row -> word(value.apply(row))).toArray(String[]::new));
    }
  }

  static double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean bool -> bool ? 1 : 0;
      case null, default -> Double.NaN;
    };
  }

  static @Nullable String word(@Nullable Object value) {
    return value == null ? null : Label.of(value);
  }
}
