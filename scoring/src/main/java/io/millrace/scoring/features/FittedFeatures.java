package io.millrace.scoring.features;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.Encoder.PairEncoder;
import io.millrace.scoring.features.Encoder.TimeEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preparation as it was fitted on the training part: applied alike to every row that the model
 * is trained on, evaluated on, or scores.
 *
 * @param encoders in the order of the model's columns
 */
public record FittedFeatures(List<Encoder> encoders) {

  /** From so many rows on a category's place is looked up in a table rather than searched. */
  private static final int TABLE_FROM = 8;

  public FittedFeatures {
    encoders = List.copyOf(encoders);
  }

  /** How many numbers a row becomes. */
  public int width() {
    return encoders.stream().mapToInt(Encoder::width).sum();
  }

  /** The columns' names. */
  public List<String> names() {
    return encoders.stream().flatMap(encoder -> encoder.names().stream()).toList();
  }

  /** The raw features that the encoders look at; a boolean counts as a number. */
  public Schema schema() {
    Map<String, Feature> features = new LinkedHashMap<>();
    for (Encoder encoder : encoders) {
      switch (encoder) {
        case NumberEncoder(String name, _, _, _) -> features.put(name, number(name));
        case CategoryEncoder(String name, _) ->
            features.put(name, new Feature.Category(name, true, List.of()));
        case PairEncoder pair -> {
          features.putIfAbsent(pair.first(), number(pair.first()));
          features.putIfAbsent(pair.second(), number(pair.second()));
        }
        case TimeEncoder _ -> {}
      }
    }
    return new Schema(List.copyOf(features.values()));
  }

  private static Feature number(String name) {
    return new Feature.Number(name, true, Optional.empty());
  }

  /**
   * Writes all rows, one after the other, each {@link #width()} wide.
   *
   * @param out with room for {@code rows.size() * width()} numbers
   * @throws IllegalArgumentException where the rows have no feature that an encoder needs
   */
  public void encode(RowBatch rows, float[] out) {
    encode(rows, 0, rows.size(), out);
  }

  /** All rows, one after the other. */
  public float[] encode(RowBatch rows) {
    float[] out = new float[rows.size() * width()];
    encode(rows, out);
    return out;
  }

  /** As {@link #encode(RowBatch, float[])} for the rows within [{@code from}, {@code to}). */
  public void encode(RowBatch rows, int from, int to, float[] out) {
    Target target = new Target(from, to, width(), out);
    int column = 0;
    for (Encoder encoder : encoders) {
      switch (encoder) {
        case NumberEncoder number ->
            encode(number, rows.numbers(position(rows, number.feature())), target, column);
        case CategoryEncoder category ->
            encode(category, rows.categories(position(rows, category.feature())), target, column);
        case PairEncoder pair ->
            encode(
                pair,
                rows.numbers(position(rows, pair.first())),
                rows.numbers(position(rows, pair.second())),
                target,
                column);
        case TimeEncoder time -> encode(time, rows.epochMillis(), target, column);
      }
      column += encoder.width();
    }
  }

  private static int position(RowBatch rows, String feature) {
    int position = rows.indexOf(feature);
    if (position < 0) {
      throw new IllegalArgumentException("rows have no feature '%s'".formatted(feature));
    }
    return position;
  }

  private static void encode(NumberEncoder encoder, double[] values, Target target, int column) {
    double fill = encoder.fill();
    double mean = encoder.mean();
    double scale = encoder.scale();
    int at = column;
    for (int row = target.from; row < target.to; row++, at += target.width) {
      double value = values[row];
      target.out[at] = (float) (((Double.isNaN(value) ? fill : value) - mean) / scale);
    }
  }

  private static void encode(
      PairEncoder encoder, double[] first, double[] second, Target target, int column) {
    int at = column;
    for (int row = target.from; row < target.to; row++, at += target.width) {
      double value = encoder.value(first[row], second[row]);
      target.out[at] = (float) ((value - encoder.mean()) / encoder.scale());
    }
  }

  private static void encode(TimeEncoder encoder, long[] times, Target target, int column) {
    int at = column;
    for (int row = target.from; row < target.to; row++, at += target.width) {
      double part = TimeParts.of(encoder.part(), times[row]);
      target.out[at] = (float) ((part - encoder.mean()) / encoder.scale());
    }
  }

  private static void encode(
      CategoryEncoder encoder, @Nullable String[] values, Target target, int column) {
    List<String> categories = encoder.categories();
    Map<String, Integer> table =
        target.to - target.from < TABLE_FROM ? Map.of() : table(categories);
    int at = column;
    for (int row = target.from; row < target.to; row++, at += target.width) {
      java.util.Arrays.fill(target.out, at, at + categories.size(), 0f);
      String value = values[row] == null ? "" : values[row];
      int place = table.isEmpty() ? categories.indexOf(value) : table.getOrDefault(value, -1);
      if (place >= 0) {
        target.out[at + place] = 1f;
      }
    }
  }

  private static Map<String, Integer> table(List<String> categories) {
    Map<String, Integer> table = HashMap.newHashMap(categories.size());
    for (int i = 0; i < categories.size(); i++) {
      table.put(categories.get(i), i);
    }
    return table;
  }

  @SuppressWarnings("ArrayRecordComponent") // a parameter list, not a value
  private record Target(int from, int to, int width, float[] out) {}
}
