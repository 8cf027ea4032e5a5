package io.millrace.scoring.model;

import java.util.List;

/** What a model answered, row by row. */
public final class Scores {

  private final List<String> classes;
  private final int rows;
  private final int width;
  private final float[] outputs;

  Scores(List<String> classes, int rows, int width, float[] outputs) {
    this.classes = classes;
    this.rows = rows;
    this.width = width;
    this.outputs = outputs;
  }

  public int rows() {
    return rows;
  }

  /** In the order of the probabilities; empty for a number. */
  public List<String> classes() {
    return classes;
  }

  public float probability(int row, int cls) {
    return outputs[row * width + cls];
  }

  /** Whether the answer is one: a model may be led to NaN by values beyond its range. */
  public boolean isFinite(int row) {
    for (int i = row * width; i < (row + 1) * width; i++) {
      if (!Float.isFinite(outputs[i])) {
        return false;
      }
    }
    return true;
  }

  /** The most probable class; of equals the first. */
  public int best(int row) {
    int best = 0;
    for (int cls = 1; cls < width; cls++) {
      if (probability(row, cls) > probability(row, best)) {
        best = cls;
      }
    }
    return best;
  }

  /** The name of the most probable class. */
  public String label(int row) {
    return classes.get(best(row));
  }

  /** The predicted number. */
  public double value(int row) {
    return outputs[row * width];
  }

  double[] outputs(int row) {
    double[] copy = new double[width];
    for (int i = 0; i < width; i++) {
      copy[i] = outputs[row * width + i];
    }
    return copy;
  }
}
