package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Weights in PyTorch's memory that learn from a set's rows by Adam, batch after batch. Every random
 * choice is drawn here and none by PyTorch, whose generator all threads share.
 */
final class Descent implements AutoCloseable {

  private final NDManager memory = Torch.memory();
  private final TrainingSet set;
  private final SplittableRandom random;
  private final List<NDArray> weights = new ArrayList<>();
  private final Adam adam;

  /** How far the answers to a batch are from its rows' true values. */
  interface Loss {
    NDArray of(NDArray input, int[] rows);
  }

  /** A layer's weights, the inputs of one unit after the other, and its biases. */
  record Dense(NDArray weight, NDArray bias) {
    NDArray apply(NDArray input) {
      return Linear.linear(input, weight, bias).singletonOrThrow();
    }
  }

  Descent(TrainingSet set, Parameters parameters, long seed) {
    this.set = set;
    this.random = new SplittableRandom(seed);
    this.adam =
        Adam.builder()
            .optLearningRateTracker(Tracker.fixed((float) parameters.number("learning_rate")))
            .optWeightDecays((float) parameters.number("weight_decay"))
            .build();
  }

  /** How networks of dense layers learn, as it is kept of them. */
  static Map<String, Object> described(Parameters parameters, int epochs) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("activation", "relu");
    all.put("optimizer", "adam");
    all.putAll(parameters.values());
    all.put("epochs", epochs);
    return all;
  }

  SplittableRandom random() {
    return random;
  }

  /** Uniform within one over the square root of the inputs, as PyTorch itself does. */
  Dense dense(int inputs, int units) {
    double bound = 1 / Math.sqrt(inputs);
    return new Dense(drawn(bound, units, inputs), drawn(bound, units));
  }

  /** Weights that are learned, uniform within a bound at first. */
  NDArray drawn(double bound, long... dimensions) {
    Shape shape = new Shape(dimensions);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    NDArray weight = memory.create(values, shape);
    weight.setRequiresGradient(true);
    weights.add(weight);
    return weight;
  }

  /** One pass over all rows in a new random order. */
  void epoch(int batchSize, Loss loss) {
    int[] order = shuffled(set.rows());
    for (int from = 0; from < order.length; from += batchSize) {
      step(Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize)), loss);
    }
  }

  private void step(int[] rows, Loss loss) {
    float[] features = new float[rows.length * set.width()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          set.features(), rows[i] * set.width(), features, i * set.width(), set.width());
    }
    try (NDManager batch = memory.newSubManager()) {
      NDArray input = batch.create(features, new Shape(rows.length, set.width()));
      Gradients.of(() -> loss.of(input, rows));
      for (int i = 0; i < weights.size(); i++) {
        try (NDArray gradient = weights.get(i).getGradient()) {
          adam.update("weight" + i, weights.get(i), gradient);
        }
      }
    }
  }

  private int[] shuffled(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * @param atOnce how many rows go forward at a time
   */
  float[] answers(float[] features, int rows, int atOnce, UnaryOperator<NDArray> forward) {
    float[] answers = new float[rows * set.outputs()];
    for (int from = 0; from < rows; from += atOnce) {
      int to = Math.min(rows, from + atOnce);
      float[] part = Arrays.copyOfRange(features, from * set.width(), to * set.width());
      try (NDManager batch = memory.newSubManager()) {
        NDArray input = batch.create(part, new Shape(to - from, set.width()));
        float[] found = Gradients.without(() -> forward.apply(input)).toFloatArray();
        System.arraycopy(found, 0, answers, from * set.outputs(), found.length);
      }
    }
    return answers;
  }

  @Override
  public void close() {
    memory.close();
  }
}
