package io.millrace.training.train;

import java.util.Arrays;
import java.util.List;

/**
 * Encoded rows in the order of time, with the true values.
 *
 * @param features row after row, {@code width} numbers each; NaN where missing
 * @param targets a class's position or the value, a row each
 * @param classes how many there are; 0 where the value is a number
 * @param blocks the columns that are categories, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record TrainingSet(
    float[] features, int width, double[] targets, int classes, List<Block> blocks) {

  public TrainingSet {
    blocks = List.copyOf(blocks);
  }

  /** Rows of numbers only. */
  public TrainingSet(float[] features, int width, double[] targets, int classes) {
    this(features, width, targets, classes, List.of());
  }

  public int rows() {
    return targets.length;
  }

  public boolean isRegression() {
    return classes == 0;
  }

  public Shape shape() {
    return new Shape(rows(), width, classes);
  }

  /** The numbers that a row of a model's answer has. */
  public int outputs() {
    return Math.max(1, classes);
  }

  /** The rows within [{@code from}, {@code to}). */
  public TrainingSet slice(int from, int to) {
    return with(
        Arrays.copyOfRange(features, from * width, to * width),
        Arrays.copyOfRange(targets, from, to));
  }

  /** The same columns with other numbers in them. */
  TrainingSet with(float[] otherFeatures, double[] otherTargets) {
    return new TrainingSet(otherFeatures, width, otherTargets, classes, blocks);
  }
}
