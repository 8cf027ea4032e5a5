package io.millrace.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Reads a metric and the bound that goes its way.
 *
 * @param lowest the key of the bound of a metric where higher is better
 * @param highest the key of the bound of a metric where lower is better
 */
record MetricBound(String lowest, String highest) {

  /** The metrics of a task; of all where the task is wrong. */
  static String allowed(Optional<Task> task) {
    return Arrays.stream(Metric.values())
        .filter(metric -> fits(metric, task))
        .map(Metric::word)
        .collect(Collectors.joining(", "));
  }

  private static boolean fits(Metric metric, Optional<Task> task) {
    return task.isEmpty() || metric.measures(task.get());
  }

  /** The metric, if it is one of the task's. */
  Optional<Metric> metric(Node node, Optional<Task> task) {
    Optional<String> word = node.text(allowed(task));
    Optional<Metric> metric = word.flatMap(Metric::of).filter(found -> fits(found, task));
    if (word.isPresent() && metric.isEmpty()) {
      List<String> words = List.of(allowed(task).split(", "));
      node.refuse(allowed(task) + Nearest.hint(word.get(), words));
    }
    return metric;
  }

  /** The bound; a metric that is wrong takes either key. */
  OptionalDouble read(Section section, Optional<Metric> metric, boolean required) {
    Node low = section.at(lowest);
    Node high = section.at(highest);
    if (metric.isEmpty()) {
      return OptionalDouble.empty();
    }
    Node right = metric.get().higherIsBetter() ? low : high;
    Node wrong = metric.get().higherIsBetter() ? high : low;
    if (!wrong.isAbsent()) {
      wrong.refuse(direction(metric.get()));
    } else if (right.isAbsent() && required) {
      right.refuse(range(metric.get()));
    }
    return right.number(min(metric.get()), max(metric.get()), range(metric.get()));
  }

  private String direction(Metric metric) {
    return "%s instead, since %s is better when %s"
        .formatted(
            metric.higherIsBetter() ? lowest : highest,
            metric.word(),
            metric.higherIsBetter() ? "higher" : "lower");
  }

  private static double min(Metric metric) {
    return metric == Metric.R2 ? -Double.MAX_VALUE : 0;
  }

  private static double max(Metric metric) {
    return metric.higherIsBetter() ? 1 : Double.MAX_VALUE;
  }

  private static String range(Metric metric) {
    if (metric == Metric.R2) {
      return "a number of at most 1";
    }
    return metric.higherIsBetter() ? "a number from 0 to 1" : "a number of at least 0";
  }
}
