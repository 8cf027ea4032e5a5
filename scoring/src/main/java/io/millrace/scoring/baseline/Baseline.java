package io.millrace.scoring.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.event.Feature;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model's world looked like: the raw features of the rows it was trained on, and what it
 * answered on rows that it had not seen. Drift is measured against it.
 *
 * @param rows how many it was trained on
 * @param features by name, in the order of the schema
 * @param output the model's answers: labels or values
 * @param classes that it tells apart; empty for a number
 * @param importance what its answers owe to each feature, on the holdout; null where nobody has
 *     looked, as in packages of before it was kept
 * @param calibration what the probabilities that it gives amount to; null where it answers with a
 *     number or tells very many classes apart, and in packages of before it was kept
 * @param until when the latest event was that it was made or judged by; null where it forecasts,
 *     and in packages of before it was kept
 * @param loss by how much its numbers are likely to be off; null where it answers with a class or
 *     forecasts, was judged by few rows, and in packages of before it was kept
 * @param attribution by which features it told the holdout's rows apart; null where it forecasts,
 *     where its answers are all the same or of very many classes or rows are few, and in packages
 *     of before it was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Baseline(
    long rows,
    Map<String, FeatureBaseline> features,
    FeatureBaseline output,
    List<String> classes,
    @Nullable Importance importance,
    @Nullable Calibration calibration,
    @Nullable Instant until,
    @Nullable ExpectedLoss loss,
    @Nullable Attribution attribution) {

  public Baseline {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    classes = List.copyOf(classes);
    if (calibration != null && calibration.curves().size() != classes.size()) {
      throw new IllegalArgumentException(
          "%d classes are calibrated; there are %d"
              .formatted(calibration.curves().size(), classes.size()));
    }
    if (attribution != null && attribution.weights().size() != classes.size()) {
      throw new IllegalArgumentException(
          "%d classes have a weight; there are %d"
              .formatted(attribution.weights().size(), classes.size()));
    }
    if (loss != null) {
      requireKnown(loss, features);
    }
  }

  private static void requireKnown(ExpectedLoss loss, Map<String, FeatureBaseline> features) {
    loss.features()
        .forEach(
            (name, isWord) -> {
              FeatureBaseline known = features.get(name);
              if (known == null || isWord && known instanceof FeatureBaseline.Numbers) {
                throw new IllegalArgumentException(
                    "the loss is expected by %s, which is no such feature".formatted(name));
              }
            });
  }

  /** A baseline that says nothing of importance. */
  public Baseline(
      long rows,
      Map<String, FeatureBaseline> features,
      FeatureBaseline output,
      List<String> classes) {
    this(rows, features, output, classes, null, null, null, null, null);
  }

  /** The same, and what the model's answers owe to each feature. */
  public Baseline with(Importance found) {
    return new Baseline(
        rows, features, output, classes, found, calibration, until, loss, attribution);
  }

  /** The same, and what the model's probabilities amount to. */
  public Baseline with(Calibration found) {
    return new Baseline(
        rows, features, output, classes, importance, found, until, loss, attribution);
  }

  /** The same, and by how much the model's numbers are likely to be off. */
  public Baseline with(ExpectedLoss found) {
    return new Baseline(
        rows, features, output, classes, importance, calibration, until, found, attribution);
  }

  /** The same, made and judged by events up to a time. */
  public Baseline until(Instant latest) {
    return new Baseline(
        rows, features, output, classes, importance, calibration, latest, loss, attribution);
  }

  /** The same, and by which features the model told rows apart. */
  public Baseline with(Attribution found) {
    return new Baseline(
        rows, features, output, classes, importance, calibration, until, loss, found);
  }

  /** The baseline of a model that answers with a number. */
  public static Baseline of(RowBatch features, FeatureBaseline output) {
    return of(features, output, List.of());
  }

  /**
   * @param features the training part
   * @param output of the answers on the holdout
   */
  public static Baseline of(RowBatch features, FeatureBaseline output, List<String> classes) {
    Map<String, FeatureBaseline> columns = new LinkedHashMap<>();
    List<Feature> schema = features.schema().features();
    for (int i = 0; i < schema.size(); i++) {
      columns.put(schema.get(i).name(), column(features, i));
    }
    return new Baseline(features.size(), columns, output, classes);
  }

  private static FeatureBaseline column(RowBatch rows, int i) {
    return switch (rows.schema().features().get(i)) {
      case Feature.Number _ -> FeatureBaseline.numbers(rows.numbers(i), rows.size());
      case Feature.Bool _ -> FeatureBaseline.bools(rows.numbers(i), rows.size());
      case Feature.Category _ -> FeatureBaseline.categories(rows.categories(i), rows.size());
    };
  }
}
