package io.millrace.monitoring.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A window of predictions, column by column.
 *
 * @param features by name
 * @param output what the model answered
 */
public record Sample(Map<String, Column> features, Column output) {

  public Sample {
    features = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }
}
