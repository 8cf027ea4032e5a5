package io.millrace.training.prepare;

import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.training.train.Block;
import io.millrace.training.train.TrainingSet;
import java.util.ArrayList;
import java.util.List;

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
    return new TrainingSet(
        features.encode(other.rows()), features.width(), other.targets(), classes, blocks());
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int column = 0;
    for (Encoder encoder : features.encoders()) {
      if (encoder instanceof Encoder.CategoryEncoder && encoder.width() > 0) {
        blocks.add(new Block(column, column + encoder.width()));
      }
      column += encoder.width();
    }
    return blocks;
  }
}
