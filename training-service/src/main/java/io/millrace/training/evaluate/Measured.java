package io.millrace.training.evaluate;

import io.millrace.problem.Metric;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.model.Threshold;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers with what they are worth.
 *
 * @param metrics every metric of the task that the rows define, by its word
 */
public record Measured(Answers answers, Map<String, Double> metrics) {

  static Measured of(Answers answers) {
    Map<String, Double> byWord = new LinkedHashMap<>();
    answers.values().forEach((metric, value) -> byWord.put(metric.word(), value));
    return new Measured(answers, Collections.unmodifiableMap(byWord));
  }

  /** The same probabilities, answered by a threshold. */
  public Measured decidedBy(Threshold threshold) {
    return answers instanceof ClassAnswers classes ? of(classes.decidedBy(threshold)) : this;
  }

  /** The metrics, one of them as the threshold that suits it best would have it. */
  public Map<String, Double> atBestThreshold(Metric metric) {
    if (!(answers instanceof ClassAnswers classes) || !metrics.containsKey(metric.word())) {
      return metrics;
    }
    Map<String, Double> all = new LinkedHashMap<>(metrics);
    all.put(metric.word(), classes.atBestBorder(metric));
    return Collections.unmodifiableMap(all);
  }

  /** NaN where the rows do not define it. */
  public double value(Metric metric) {
    return metrics.getOrDefault(metric.word(), Double.NaN);
  }
}
