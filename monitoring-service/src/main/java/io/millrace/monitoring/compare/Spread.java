package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.BinSums;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a window's answers lie in the bins that the baseline has of each feature.
 *
 * @param rows that were looked at
 */
public record Spread(long rows, Map<String, BinSums> features) {

  public static final Spread NONE = new Spread(0, Map.of());

  public Spread {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }
}
