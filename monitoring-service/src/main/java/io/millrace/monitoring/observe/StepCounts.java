package io.millrace.monitoring.observe;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** By step of the horizon, how many of a version's forecasts have met their value. */
public record StepCounts(Map<Integer, Long> counts) {

  public static final StepCounts NONE = new StepCounts(Map.of());

  public StepCounts {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  long of(int step) {
    return counts.getOrDefault(step, 0L);
  }

  StepCounts one(int step) {
    Map<Integer, Long> more = new TreeMap<>(counts);
    more.merge(step, 1L, Long::sum);
    return new StepCounts(more);
  }
}
