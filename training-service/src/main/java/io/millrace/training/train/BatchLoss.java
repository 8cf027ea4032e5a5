package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** How far a batch's answers are from the truth: the weighted cross entropy, or half the square. */
final class BatchLoss {

  private final TrainingSet set;
  private final float[] classWeights;

  BatchLoss(TrainingSet set, float[] classWeights) {
    this.set = set;
    this.classWeights = classWeights;
  }

  /**
   * @param answers to these rows: logits, or the scaled value
   */
  NDArray of(NDArray answers, int[] rows) {
    NDManager memory = answers.getManager();
    Shape shape = new Shape(rows.length, set.outputs());
    if (set.isRegression()) {
      NDArray error = answers.sub(memory.create(values(rows), shape));
      return error.mul(error).mean().mul(0.5f);
    }
    return answers.logSoftmax(-1).mul(memory.create(shares(rows), shape)).sum();
  }

  private float[] values(int[] rows) {
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = (float) set.targets()[rows[i]];
    }
    return values;
  }

  /** At each row's class, minus the row's share of the batch's weight; 0 elsewhere. */
  private float[] shares(int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += classWeights[(int) set.targets()[row]];
    }
    float[] shares = new float[rows.length * set.classes()];
    for (int i = 0; i < rows.length; i++) {
      int label = (int) set.targets()[rows[i]];
      shares[i * set.classes() + label] = (float) (-classWeights[label] / sum);
    }
    return shares;
  }
}
