package io.millrace.scoring.features;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raw rows of one schema, held column by column without a box: numbers and booleans as doubles (NaN
 * where missing, booleans as 1 and 0), categories as strings (null where missing), and the event's
 * time. It grows as rows are added, and is reused with {@link #clear()}. For one thread at a time.
 */
public final class RowBatch {

  private final Schema schema;
  private final Map<String, Integer> positions;
  private final double[][] numbers;
  private final @Nullable String[][] categories;
  private long[] epochMillis;
  private int size;

  /**
   * @param capacity how many rows to have room for at first
   */
  public RowBatch(Schema schema, int capacity) {
    this(schema, positions(schema), capacity);
  }

  private RowBatch(Schema schema, Map<String, Integer> positions, int capacity) {
    int room = Math.max(1, capacity);
    List<Feature> features = schema.features();
    this.schema = schema;
    this.positions = positions;
    this.numbers = new double[features.size()][];
    this.categories = new @Nullable String[features.size()][];
    this.epochMillis = new long[room];
    for (int i = 0; i < features.size(); i++) {
      boolean words = features.get(i) instanceof Feature.Category;
      numbers[i] = new double[words ? 0 : room];
      categories[i] = new @Nullable String[words ? room : 0];
    }
  }

  private static Map<String, Integer> positions(Schema schema) {
    List<Feature> features = schema.features();
    Map<String, Integer> positions = HashMap.newHashMap(features.size());
    for (int i = 0; i < features.size(); i++) {
      positions.put(features.get(i).name(), i);
    }
    return positions;
  }

  /**
   * An empty batch of the same schema.
   *
   * @param capacity how many rows to have room for at first
   */
  public RowBatch another(int capacity) {
    return new RowBatch(schema, positions, capacity);
  }

  /**
   * Adds a row of values by feature name: a {@link Number}, {@link String} or {@link Boolean}. An
   * absent or null value is missing; a name that the schema does not have is left out.
   *
   * @throws IllegalArgumentException where a value is not of its feature's type; the row is not
   *     added
   */
  public void add(Map<String, ? extends @Nullable Object> values, Instant time) {
    open(time.toEpochMilli());
    try {
      values.forEach(this::set);
    } catch (IllegalArgumentException e) {
      dropLast();
      throw e;
    }
  }

  private void set(String name, @Nullable Object value) {
    Integer feature = positions.get(name);
    if (feature == null || value == null) {
      return;
    }
    switch (schema.features().get(feature)) {
      case Feature.Number _ when value instanceof Number number ->
          setNumber(feature, number.doubleValue());
      case Feature.Bool _ when value instanceof Boolean bool -> setBool(feature, bool);
      case Feature.Category _ when value instanceof String word -> setCategory(feature, word);
      case Feature.Number _, Feature.Bool _, Feature.Category _ ->
          throw new IllegalArgumentException(
              "feature '%s' does not take %s".formatted(name, value));
    }
  }

  /** Adds a row in which every value is missing; the setters then fill it in. */
  public void open(long timeMillis) {
    if (size == epochMillis.length) {
      grow();
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i].length > 0) {
        numbers[i][size] = Double.NaN;
      } else {
        categories[i][size] = null;
      }
    }
    epochMillis[size++] = timeMillis;
  }

  /** Sets the time of the row opened last. */
  public void setTime(long timeMillis) {
    epochMillis[size - 1] = timeMillis;
  }

  /** Sets a number of the row opened last. */
  public void setNumber(int feature, double value) {
    numbers[feature][size - 1] = value;
  }

  /** Sets a boolean of the row opened last. */
  public void setBool(int feature, boolean value) {
    numbers[feature][size - 1] = value ? 1 : 0;
  }

  /** Sets a category of the row opened last. */
  public void setCategory(int feature, @Nullable String value) {
    categories[feature][size - 1] = value;
  }

  /** Takes back the row opened last. */
  public void dropLast() {
    size--;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /** A copy of the rows within [{@code from}, {@code to}). */
  public RowBatch slice(int from, int to) {
    RowBatch slice = another(to - from);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i].length > 0) {
        System.arraycopy(numbers[i], from, slice.numbers[i], 0, to - from);
      } else {
        System.arraycopy(categories[i], from, slice.categories[i], 0, to - from);
      }
    }
    System.arraycopy(epochMillis, from, slice.epochMillis, 0, to - from);
    slice.size = to - from;
    return slice;
  }

  /** A copy of the rows at some positions. */
  public RowBatch select(int[] rows) {
    RowBatch some = another(rows.length);
    for (int i = 0; i < numbers.length; i++) {
      some.numbers[i] = numbers[i].length > 0 ? picked(numbers[i], rows) : numbers[i];
      some.categories[i] = categories[i].length > 0 ? picked(categories[i], rows) : categories[i];
    }
    some.epochMillis = picked(epochMillis, rows);
    some.size = rows.length;
    return some;
  }

  /**
   * The same rows, but for one feature's values, which are those of other rows. The other columns
   * are this batch's own: for reading only.
   *
   * @param order whose value each row takes
   */
  public RowBatch permuted(int feature, int[] order) {
    RowBatch permuted = view();
    if (numbers[feature].length > 0) {
      permuted.numbers[feature] = picked(numbers[feature], order);
    } else {
      permuted.categories[feature] = picked(categories[feature], order);
    }
    return permuted;
  }

  /** As {@link #permuted}, of the events' times. */
  public RowBatch permutedTimes(int[] order) {
    RowBatch permuted = view();
    permuted.epochMillis = picked(epochMillis, order);
    return permuted;
  }

  private RowBatch view() {
    RowBatch view = another(1);
    System.arraycopy(numbers, 0, view.numbers, 0, numbers.length);
    System.arraycopy(categories, 0, view.categories, 0, categories.length);
    view.epochMillis = epochMillis;
    view.size = size;
    return view;
  }

  private static double[] picked(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }

  private static @Nullable String[] picked(@Nullable String[] column, int[] rows) {
    @Nullable String[] some = new @Nullable String[rows.length];
    Arrays.setAll(some, i -> column[rows[i]]);
    return some;
  }

  private static long[] picked(long[] column, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> column[row]).toArray();
  }

  public Schema schema() {
    return schema;
  }

  /** The position of a feature in the schema, or -1 where it has none of the name. */
  public int indexOf(String feature) {
    Integer position = positions.get(feature);
    return position == null ? -1 : position;
  }

  /**
   * The column of a number or boolean; only the first {@link #size()} elements count. The array is
   * the batch's own.
   */
  public double[] numbers(int feature) {
    if (schema.features().get(feature) instanceof Feature.Category category) {
      throw new IllegalArgumentException(category.name() + " is a category");
    }
    return numbers[feature];
  }

  /** The column of a category, as {@link #numbers(int)}. */
  public @Nullable String[] categories(int feature) {
    if (schema.features().get(feature) instanceof Feature.Category) {
      return categories[feature];
    }
    throw new IllegalArgumentException(
        schema.features().get(feature).name() + " is not a category");
  }

  /** The times of the rows, as {@link #numbers(int)}. */
  public long[] epochMillis() {
    return epochMillis;
  }

  /** A row by feature name, the missing values left out: a Double, String or Boolean each. */
  public Map<String, @Nullable Object> values(int row) {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      Object value = value(i, row);
      if (value != null) {
        values.put(schema.features().get(i).name(), value);
      }
    }
    return values;
  }

  private @Nullable Object value(int feature, int row) {
    return switch (schema.features().get(feature)) {
      case Feature.Category _ -> categories[feature][row];
      case Feature.Number _ -> Double.isNaN(numbers[feature][row]) ? null : numbers[feature][row];
      case Feature.Bool _ ->
          Double.isNaN(numbers[feature][row]) ? null : numbers[feature][row] != 0;
    };
  }

  private void grow() {
    int room = size * 2;
    epochMillis = Arrays.copyOf(epochMillis, room);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i].length > 0) {
        numbers[i] = Arrays.copyOf(numbers[i], room);
      } else {
        categories[i] = Arrays.copyOf(categories[i], room);
      }
    }
  }
}
