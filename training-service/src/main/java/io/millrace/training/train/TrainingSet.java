package io.millrace.training.train;

/**
 * Encoded rows in the order of time, with the true values.
 *
 * @param features row after row, {@code width} numbers each; NaN where missing
 * @param targets a class's position or the value, a row each
 * @param classes how many there are; 0 where the value is a number
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record TrainingSet(float[] features, int width, double[] targets, int classes) {

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
    return new TrainingSet(
        java.util.Arrays.copyOfRange(features, from * width, to * width),
        width,
        java.util.Arrays.copyOfRange(targets, from, to),
        classes);
  }
}
