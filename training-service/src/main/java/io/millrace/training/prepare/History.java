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
 * @param validation how models of this history are compared before they are fitted on all of it;
 *     the same rows are judged for each history
 */
public record History(
    String name, Part part, FittedFeatures features, int classes, Validation validation) {

  public static final String ALL = "all rows";
  public static final String SINCE_THE_DRIFT = "rows since the drift";

  /** The latest rows, half as many each time. */
  static final List<String> WINDOWS =
      List.of("the latest half", "the latest quarter", "the latest eighth", "the latest 16th");

  /** The rows as a trainer takes them. */
  public TrainingSet encoded() {
    return encode(part);
  }

  /** Other rows, by the same preparation. */
  public TrainingSet encode(Part other) {
    return new TrainingSet(
        features.encode(other.rows()),
        features.width(),
        other.targets(),
        classes,
        blocks(features));
  }

  /** The columns that are categories. */
  static List<Block> blocks(FittedFeatures features) {
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
