package io.millrace.scoring.features;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.Encoder.PairEncoder;
import io.millrace.scoring.features.Encoder.TimeEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The preparation as it was fitted on the training part: applied alike to every row that the model
 * is trained on, evaluated on, or scores.
 *
 * @param encoders in the order of the model's columns
 */
public record FittedFeatures(List<Encoder> encoders) {

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
    encoder().encode(rows, from, to, out, 0);
  }

  /** For whoever encodes more than once. */
  public RowEncoder encoder() {
    return new RowEncoder(this);
  }
}
