package io.millrace.training.prepare;

import io.millrace.scoring.features.FittedFeatures;
import io.millrace.training.train.TrainingSet;

/**
 * Rows to learn from, and the preparation fitted on them.
 *
 * @param name which rows, in a few words
 */
public record History(String name, Part part, FittedFeatures features, int classes) {

  public static final String ALL = "all rows";
  public static final String SINCE_THE_DRIFT = "rows since the drift";

  /** The rows as a trainer takes them. */
  public TrainingSet encoded() {
    return encode(part);
  }

  /** Other rows, by the same preparation. */
  public TrainingSet encode(Part other) {
    float[] encoded = new float[other.size() * features.width()];
    features.encode(other.rows(), encoded);
    return new TrainingSet(encoded, features.width(), other.targets(), classes);
  }
}
