package io.millrace.inference.score;

import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.Label;
import io.millrace.event.Schema;
import io.millrace.problem.Data;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks rows against the schema that a model was trained with. */
public final class RowReader {

  private final Schema schema;
  private final RowBatch none;
  private final Optional<String> timeField;
  private final Optional<String> keyField;
  private final EventTimes times;

  /**
   * @param data how the problem names its fields
   */
  public RowReader(Schema schema, Data data) {
    this.schema = schema;
    this.none = new RowBatch(schema, 1);
    this.timeField = data.time();
    this.keyField = data.key();
    this.times = new EventTimes(data.timeFormat());
  }

  /** Reads all rows of a request, in columns at once where they are all good. */
  public CheckedRows read(RowSource source, Instant now) {
    RowColumns columns = new RowColumns(this, none.another(1), now);
    return source.fill(columns) ? columns.rows() : read(source.rows(), now);
  }

  private CheckedRows read(List<?> rows, Instant now) {
    RowBatch batch = none.another(rows.size());
    List<Optional<RowError>> errors = new ArrayList<>(rows.size());
    @Nullable String[] entities = new @Nullable String[hasEntities() ? rows.size() : 0];
    for (Object row : rows) {
      Optional<RowError> error =
          row instanceof Map<?, ?> values
              ? read(values, now, batch)
              : Optional.of(
                  new RowError("", Shown.of(String.valueOf(row)), "an object of named values"));
      if (error.isEmpty() && entities.length > 0 && row instanceof Map<?, ?> values) {
        entities[batch.size() - 1] = entity(values.get(keyField.orElseThrow()));
      }
      errors.add(error);
    }
    return new CheckedRows(batch, entities, errors);
  }

  /** Null where it is none that can be told. */
  static @Nullable String entity(@Nullable Object key) {
    String entity = key == null ? "" : Label.of(key);
    return EventId.isValid(entity) ? entity : null;
  }

  boolean hasEntities() {
    return keyField.isPresent();
  }

  boolean isTime(String name) {
    return timeField.isPresent() && timeField.get().equals(name);
  }

  boolean isEntity(String name) {
    return keyField.isPresent() && keyField.get().equals(name);
  }

  Optional<Instant> time(Object value) {
    return times.read(value);
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
    return switch (value) {
      case null -> feature.optional();
      case Number number when !(feature instanceof Feature.Category) ->
          setNumber(feature, i, number.doubleValue(), batch);
      case Boolean bool when feature instanceof Feature.Bool -> {
        batch.setBool(i, bool);
        yield true;
      }
      case Map<?, ?> _, List<?> _ -> false;
      default ->
          feature instanceof Feature.Category category
              && setCategory(
                  category, i, value instanceof String text ? text : Label.of(value), batch);
    };
  }

  /** A number where the feature takes one. */
  static boolean setNumber(Feature feature, int i, double value, RowBatch batch) {
    boolean fits =
        switch (feature) {
          case Feature.Number number ->
              Double.isFinite(value)
                  && (number.range().isEmpty() || number.range().get().holds(value));
          case Feature.Bool _ -> value == 0 || value == 1;
          case Feature.Category _ -> false;
        };
    if (fits) {
      batch.setNumber(i, value);
    }
    return fits;
  }

  static boolean setCategory(Feature.Category feature, int i, String word, RowBatch batch) {
    batch.setCategory(i, word);
    return feature.values().isEmpty() || feature.values().contains(word);
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
