package io.millrace.scoring.baseline;

import java.util.List;

/**
 * How much a model's answers owe to each feature: by how much a metric gets worse when the
 * feature's values are exchanged between rows (Breiman 2001, Machine Learning 45(1); Fisher, Rudin
 * and Dominici 2019, JMLR 20(177)). Features that say the same share what they are worth.
 *
 * @param metric its word
 * @param value of the metric on the rows as they are
 * @param rows that were looked at, of the holdout
 * @param repeats how often each feature's values were exchanged
 * @param features the most important first
 */
public record Importance(
    String metric, double value, int rows, int repeats, List<OfFeature> features) {

  public Importance {
    features = List.copyOf(features);
  }

  /**
   * @param feature a raw feature, or the field of the event's time
   * @param mean loss of the metric over the repeats, whichever way the metric goes; about 0 where
   *     the feature tells nothing, below where it misleads
   * @param deviation between the repeats
   */
  public record OfFeature(String feature, double mean, double deviation) {}
}
