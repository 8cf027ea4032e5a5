package io.millrace.scoring.features;

import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.Encoder.PairEncoder;
import io.millrace.scoring.features.Encoder.TimeEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prepares rows as it was fitted, again and again: what can be looked up once is, so that a call
 * allocates nothing that grows with rows or features. Any number of threads may use it.
 */
public final class RowEncoder {

  private final List<Encoder> encoders;

  /** Where each category of an encoder stands; empty for the other encoders. */
  private final List<Map<String, Integer>> places;

  private final int width;

  public RowEncoder(FittedFeatures features) {
    this.encoders = features.encoders();
    this.places = encoders.stream().map(RowEncoder::places).toList();
    this.width = features.width();
  }

  private static Map<String, Integer> places(Encoder encoder) {
    if (!(encoder instanceof CategoryEncoder(_, List<String> categories))) {
      return Map.of();
    }
    Map<String, Integer> places = HashMap.newHashMap(categories.size());
    for (int i = 0; i < categories.size(); i++) {
      places.putIfAbsent(categories.get(i), i);
    }
    return places;
  }

  /** How many numbers a row becomes. */
  public int width() {
    return width;
  }

  /**
   * Writes the rows within [{@code from}, {@code to}), one after the other, each {@link #width()}
   * wide.
   *
   * @param out with room for them from {@code start} on
   * @throws IllegalArgumentException where the rows have no feature that an encoder needs
   */
  public void encode(RowBatch rows, int from, int to, float[] out, int start) {
    int column = start;
    for (int i = 0; i < encoders.size(); i++) {
      Encoder encoder = encoders.get(i);
      switch (encoder) {
        case NumberEncoder number ->
            encode(number, rows.numbers(position(rows, number.feature())), from, to, out, column);
        case CategoryEncoder category ->
            encode(
                places.get(i),
                category.width(),
                rows.categories(position(rows, category.feature())),
                from,
                to,
                out,
                column);
        case PairEncoder pair ->
            encode(
                pair,
                rows.numbers(position(rows, pair.first())),
                rows.numbers(position(rows, pair.second())),
                from,
                to,
                out,
                column);
        case TimeEncoder time -> encode(time, rows.epochMillis(), from, to, out, column);
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

  private void encode(
      NumberEncoder encoder, double[] values, int from, int to, float[] out, int column) {
    double fill = encoder.fill();
    double mean = encoder.mean();
    double scale = encoder.scale();
    int at = column;
    for (int row = from; row < to; row++, at += width) {
      double value = values[row];
      out[at] = (float) (((Double.isNaN(value) ? fill : value) - mean) / scale);
    }
  }

  private void encode(
      PairEncoder encoder,
      double[] first,
      double[] second,
      int from,
      int to,
      float[] out,
      int column) {
    int at = column;
    for (int row = from; row < to; row++, at += width) {
      double value = encoder.value(first[row], second[row]);
      out[at] = (float) ((value - encoder.mean()) / encoder.scale());
    }
  }

  private void encode(
      TimeEncoder encoder, long[] times, int from, int to, float[] out, int column) {
    int at = column;
    for (int row = from; row < to; row++, at += width) {
      double part = TimeParts.of(encoder.part(), times[row]);
      out[at] = (float) ((part - encoder.mean()) / encoder.scale());
    }
  }

  private void encode(
      Map<String, Integer> places,
      int categories,
      @Nullable String[] values,
      int from,
      int to,
      float[] out,
      int column) {
    int at = column;
    for (int row = from; row < to; row++, at += width) {
      Arrays.fill(out, at, at + categories, 0f);
      String value = values[row];
      Integer place = places.get(value == null ? "" : value);
      if (place != null) {
        out[at + place] = 1f;
      }
    }
  }
}
