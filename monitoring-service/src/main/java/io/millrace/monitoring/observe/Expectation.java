package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a metric is likely to come to, before any truth is known. It is made of sums, so that what
 * is expected of some predictions and of others gives what is expected of all.
 */
interface Expectation {

  /**
   * @param predictions of the model, one at least
   */
  double[] sums(List<Prediction> predictions);

  /**
   * @param sums of some predictions, those of others added place by place
   * @return empty where they leave the metric undefined
   */
  OptionalDouble value(double[] sums);
}
