package io.millrace.scoring.metric;

import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Rows with what is true of them, and what a model answered. */
public sealed interface Answers permits ClassAnswers, NumberAnswers {

  int rows();

  Task task();

  /**
   * @throws IllegalArgumentException where the metric is another task's
   */
  Measure measure(Metric metric);

  /** NaN where the rows leave the metric undefined. */
  default double value(Metric metric) {
    return measure(metric).over(once());
  }

  /** Every metric of the task that the rows define. */
  default Map<Metric, Double> values() {
    int[] once = once();
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric.task() == task()) {
        double value = measure(metric).over(once);
        if (Double.isFinite(value)) {
          values.put(metric, value);
        }
      }
    }
    return values;
  }

  private int[] once() {
    int[] once = new int[rows()];
    Arrays.fill(once, 1);
    return once;
  }
}
