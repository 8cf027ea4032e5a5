package io.millrace.scoring.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model answered, row by row. */
public final class Scores {

  private final List<String> classes;
  private final int rows;
  private final int width;
  private final float[] outputs;
  private final @Nullable Threshold threshold;

  Scores(
      List<String> classes, int rows, int width, float[] outputs, Optional<Threshold> threshold) {
    this.classes = classes;
    this.rows = rows;
    this.width = width;
    this.outputs = outputs;
    this.threshold = threshold.orElse(null);
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

  /** The class to answer with: by the model's threshold; without one the most probable. */
  public int answer(int row) {
    return threshold == null
        ? mostProbable(row)
        : threshold.decide(probability(row, threshold.positive()));
  }

  /** Of equals the first. */
  private int mostProbable(int row) {
    int best = 0;
    for (int cls = 1; cls < width; cls++) {
      if (probability(row, cls) > probability(row, best)) {
        best = cls;
      }
    }
    return best;
  }

  /** The name of the class to answer with. */
  public String label(int row) {
    return classes.get(answer(row));
  }

  /** The predicted number. */
  public double value(int row) {
    return value(row, 0);
  }

  /** One of the predicted numbers, where a model answers a row with several. */
  public double value(int row, int place) {
    return outputs[row * width + place];
  }

  double[] outputs(int row) {
    double[] copy = new double[width];
    for (int i = 0; i < width; i++) {
      copy[i] = outputs[row * width + i];
    }
    return copy;
  }
}
