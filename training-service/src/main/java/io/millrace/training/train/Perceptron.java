package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The network in PyTorch's memory. Every random choice is drawn here and none by PyTorch, whose
 * generator all threads share.
 */
final class Perceptron implements AutoCloseable {

  private static final int AT_ONCE = 4096;

  private final NDManager memory = Torch.memory();
  private final TrainingSet set;
  private final BatchLoss loss;
  private final EntryLayer entry;
  private final List<Layer> layers = new ArrayList<>();
  private final List<NDArray> weights = new ArrayList<>();
  private final Adam adam;
  private final double dropout;
  private final SplittableRandom random;

  private record Layer(NDArray weight, NDArray bias) {
    NDArray apply(NDArray input) {
      return ai.djl.nn.core.Linear.linear(input, weight, bias).singletonOrThrow();
    }
  }

  /** A layer's weights, the inputs of one unit after the other, and its biases. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Dense(float[] weights, float[] bias) {}

  /**
   * @param set scaled, without missing values
   */
  Perceptron(TrainingSet set, Parameters parameters, long seed) {
    this.set = set;
    this.random = new SplittableRandom(seed);
    this.dropout = parameters.number("dropout");
    this.loss = new BatchLoss(set, ClassWeight.of(parameters, set.classes()).ofClasses(set));
    this.entry =
        new EntryLayer(set.width(), set.blocks(), (rows, size) -> drawn(Math.sqrt(3), rows, size));
    weights.addAll(entry.tables());
    int inputs = entry.outputs();
    for (int i = 0; i < parameters.whole("layers"); i++) {
      inputs = add(inputs, parameters.whole("units"));
    }
    add(inputs, set.outputs());
    adam =
        Adam.builder()
            .optLearningRateTracker(Tracker.fixed((float) parameters.number("learning_rate")))
            .optWeightDecays((float) parameters.number("weight_decay"))
            .build();
  }

  /** Uniform within one over the square root of the inputs, as PyTorch itself does. */
  private int add(int inputs, int units) {
    double bound = 1 / Math.sqrt(inputs);
    Layer layer = new Layer(drawn(bound, units, inputs), drawn(bound, units));
    layers.add(layer);
    weights.add(layer.weight());
    weights.add(layer.bias());
    return units;
  }

  private NDArray drawn(double bound, long... dimensions) {
    Shape shape = new Shape(dimensions);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    NDArray weight = memory.create(values, shape);
    weight.setRequiresGradient(true);
    return weight;
  }

  /** One pass over all rows in a new random order. */
  void epoch(int batchSize) {
    int[] order = shuffled(set.rows());
    for (int from = 0; from < order.length; from += batchSize) {
      step(Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize)));
    }
  }

  private void step(int[] rows) {
    float[] features = new float[rows.length * set.width()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          set.features(), rows[i] * set.width(), features, i * set.width(), set.width());
    }
    try (NDManager batch = memory.newSubManager()) {
      NDArray input = batch.create(features, new Shape(rows.length, set.width()));
      Gradients.of(() -> loss.of(forward(input, true), rows));
      for (int i = 0; i < weights.size(); i++) {
        try (NDArray gradient = weights.get(i).getGradient()) {
          adam.update("weight" + i, weights.get(i), gradient);
        }
      }
    }
  }

  private NDArray forward(NDArray input, boolean learning) {
    NDArray last = entry.apply(input);
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      last = Activation.relu(layer.apply(last));
      if (learning && dropout > 0) {
        last = last.mul(last.getManager().create(mask((int) last.size()), last.getShape()));
      }
    }
    return layers.getLast().apply(last);
  }

  /** 0 for what is dropped, and what makes up for it elsewhere. */
  private float[] mask(int size) {
    float kept = (float) (1 / (1 - dropout));
    int limit = (int) Math.round((1 - dropout) * (1 << 16));
    float[] mask = new float[size];
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
      mask[i] = (bits & 0xFFFF) < limit ? kept : 0;
    }
    return mask;
  }

  /** Raw answers: logits, or the scaled value. */
  float[] answers(float[] features, int rows) {
    float[] answers = new float[rows * set.outputs()];
    for (int from = 0; from < rows; from += AT_ONCE) {
      int to = Math.min(rows, from + AT_ONCE);
      float[] part = Arrays.copyOfRange(features, from * set.width(), to * set.width());
      try (NDManager batch = memory.newSubManager()) {
        NDArray input = batch.create(part, new Shape(to - from, set.width()));
        float[] found = Gradients.without(() -> forward(input, false)).toFloatArray();
        System.arraycopy(found, 0, answers, from * set.outputs(), found.length);
      }
    }
    return answers;
  }

  /** The whole network as dense layers, embeddings folded into the first. */
  List<Dense> dense() {
    List<Dense> dense = new ArrayList<>();
    for (Layer layer : layers) {
      float[] bias = layer.bias().toFloatArray();
      float[] values = layer.weight().toFloatArray();
      dense.add(new Dense(dense.isEmpty() ? entry.foldedInto(values, bias.length) : values, bias));
    }
    return dense;
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

  @Override
  public void close() {
    memory.close();
  }
}
