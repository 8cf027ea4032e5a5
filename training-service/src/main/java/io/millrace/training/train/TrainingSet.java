package io.millrace.training.train;

import java.util.Arrays;
import java.util.List;

/**
 * Encoded rows in the order of time, with the true values.
 *
 * @param features row after row, {@code width} numbers each; NaN where missing
 * @param targets a class's position or the value; {@code values} of them for each row
 * @param classes how many there are; 0 where the value is a number
 * @param blocks the columns that are categories, in their order
 * @param values how many numbers are to be answered to a row; 1 for a class
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record TrainingSet(
    float[] features, int width, double[] targets, int classes, List<Block> blocks, int values) {

  public TrainingSet {
    blocks = List.copyOf(blocks);
  }

  /** Rows with one target each. */
  public TrainingSet(
      float[] features, int width, double[] targets, int classes, List<Block> blocks) {
    this(features, width, targets, classes, blocks, 1);
  }

  /** Rows of numbers, each with several numbers to be answered. */
  public static TrainingSet ofVectors(float[] features, int width, double[] targets, int values) {
    return new TrainingSet(features, width, targets, 0, List.of(), values);
  }

  /** Rows of numbers only. */
  public TrainingSet(float[] features, int width, double[] targets, int classes) {
    this(features, width, targets, classes, List.of());
  }

  public int rows() {
    return targets.length / values;
  }

  public boolean isRegression() {
    return classes == 0;
  }

  public Shape shape() {
    return new Shape(rows(), width, classes);
  }

  /** The numbers that a row of a model's answer has. */
  public int outputs() {
    return Math.max(values, classes);
  }

  /** The rows within [{@code from}, {@code to}). */
  public TrainingSet slice(int from, int to) {
    return with(
        Arrays.copyOfRange(features, from * width, to * width),
        Arrays.copyOfRange(targets, from * values, to * values));
  }

  /** The same columns with other numbers in them. */
  TrainingSet with(float[] otherFeatures, double[] otherTargets) {
    return new TrainingSet(otherFeatures, width, otherTargets, classes, blocks, values);
  }
}
