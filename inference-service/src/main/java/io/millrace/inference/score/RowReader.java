package io.millrace.inference.score;

import io.millrace.event.Feature;
import io.millrace.event.Label;
import io.millrace.event.Schema;
import io.millrace.problem.Data;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks rows with named values against the schema that a model was trained with. */
public final class RowReader {

  private final Schema schema;
  private final Optional<String> timeField;
  private final EventTimes times;

  /**
   * @param data how the problem names its fields
   */
  public RowReader(Schema schema, Data data) {
    this.schema = schema;
    this.timeField = data.time();
    this.times = new EventTimes(data.timeFormat());
  }

  /**
   * Adds a row to a batch of the model's schema. Names that the schema does not have are left out.
   *
   * @param now the time of a row that has none
   * @return what is wrong with it, in which case it is not added
   */
  public Optional<RowError> read(Map<?, ?> row, Instant now, RowBatch batch) {
    Instant time = now;
    Object timeValue = timeField.<Object>map(row::get).orElse(null);
    if (timeValue != null) {
      Optional<Instant> read = times.read(timeValue);
      if (read.isEmpty()) {
        return Optional.of(
            new RowError(timeField.orElseThrow(), shown(timeValue), times.expected()));
      }
      time = read.get();
    }
    batch.open(time.toEpochMilli());
    List<Feature> features = schema.features();
    for (int i = 0; i < features.size(); i++) {
      Object value = row.get(features.get(i).name());
      if (!set(features.get(i), i, value, batch)) {
        batch.dropLast();
        return Optional.of(
            new RowError(features.get(i).name(), shown(value), expected(features.get(i))));
      }
    }
    return Optional.empty();
  }

  private static boolean set(Feature feature, int i, @Nullable Object value, RowBatch batch) {
    if (value == null) {
      return feature.optional();
    }
    return switch (feature) {
      case Feature.Number number -> setNumber(number, i, value, batch);
      case Feature.Category category -> setCategory(category, i, value, batch);
      case Feature.Bool _ -> setBool(i, value, batch);
    };
  }

  private static boolean setNumber(Feature.Number feature, int i, Object value, RowBatch batch) {
    if (!(value instanceof Number number)) {
      return false;
    }
    double found = number.doubleValue();
    batch.setNumber(i, found);
    return Double.isFinite(found)
        && (feature.range().isEmpty() || feature.range().get().holds(found));
  }

  private static boolean setCategory(
      Feature.Category feature, int i, Object value, RowBatch batch) {
    if (value instanceof Map || value instanceof List) {
      return false;
    }
    String word = value instanceof String text ? text : Label.of(value);
    batch.setCategory(i, word);
    return feature.values().isEmpty() || feature.values().contains(word);
  }

  private static boolean setBool(int i, Object value, RowBatch batch) {
    if (value instanceof Boolean bool) {
      batch.setBool(i, bool);
      return true;
    }
    if (value instanceof Number number) {
      batch.setNumber(i, number.doubleValue());
      return number.doubleValue() == 0 || number.doubleValue() == 1;
    }
    return false;
  }

  private static String expected(Feature feature) {
    return switch (feature) {
      case Feature.Number number ->
          number
              .range()
              .map(range -> "a number from %s to %s".formatted(range.min(), range.max()))
              .orElse("a number");
      case Feature.Category category ->
          category.values().isEmpty() ? "text" : "one of " + category.values();
      case Feature.Bool _ -> "true or false";
    };
  }

  private static String shown(@Nullable Object value) {
    String text =
        switch (value) {
          case null -> "nothing";
          case String string -> '"' + string + '"';
          default -> value.toString();
        };
    return Shown.of(text);
  }
}
