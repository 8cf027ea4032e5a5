package io.millrace.monitoring.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A window of predictions, column by column.
 *
 * @param features by name; none where they are not watched
 * @param output what the model answered; null where that is not watched
 */
public record Sample(Map<String, Column> features, @Nullable Column output) {

  public Sample {
    features = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }

  /** What of it is watched. */
  public Sample only(boolean inputs, boolean answers) {
    return new Sample(inputs ? features : Map.of(), answers ? output : null);
  }
}
