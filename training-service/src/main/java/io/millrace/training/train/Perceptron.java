package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/** A network of dense layers in PyTorch's memory. */
final class Perceptron implements AutoCloseable {

  private static final int AT_ONCE = 4096;

  private final Descent descent;
  private final BatchLoss loss;
  private final EntryLayer entry;
  private final List<Descent.Dense> layers = new ArrayList<>();
  private final double dropout;

  /** A layer's weights, the inputs of one unit after the other, and its biases. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Dense(float[] weights, float[] bias) {}

  /**
   * @param set scaled, without missing values
   */
  Perceptron(TrainingSet set, Parameters parameters, long seed) {
    this.descent = new Descent(set, parameters, seed);
    this.dropout = parameters.number("dropout");
    this.loss = new BatchLoss(set, ClassWeight.of(parameters, set.classes()).ofClasses(set));
    this.entry =
        new EntryLayer(
            set.width(), set.blocks(), (rows, size) -> descent.drawn(Math.sqrt(3), rows, size));
    int inputs = entry.outputs();
    int units = parameters.whole("units");
    for (int i = 0; i < parameters.whole("layers"); i++) {
      layers.add(descent.dense(inputs, units));
      inputs = units;
    }
    layers.add(descent.dense(inputs, set.outputs()));
  }

  /** One pass over all rows in a new random order. */
  void epoch(int batchSize) {
    descent.epoch(batchSize, (input, rows) -> loss.of(forward(input, true), rows));
  }

  private NDArray forward(NDArray input, boolean learning) {
    NDArray last = entry.apply(input);
    for (Descent.Dense layer : layers.subList(0, layers.size() - 1)) {
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
      bits = (i & 3) == 0 ? descent.random().nextLong() : bits >>> 16;
      mask[i] = (bits & 0xFFFF) < limit ? kept : 0;
    }
    return mask;
  }

  /** Raw answers: logits, or the scaled value. */
  float[] answers(float[] features, int rows) {
    return descent.answers(features, rows, AT_ONCE, input -> forward(input, false));
  }

  /** The whole network as dense layers, embeddings folded into the first. */
  List<Dense> dense() {
    List<Dense> dense = new ArrayList<>();
    for (Descent.Dense layer : layers) {
      float[] bias = layer.bias().toFloatArray();
      float[] values = layer.weight().toFloatArray();
      dense.add(new Dense(dense.isEmpty() ? entry.foldedInto(values, bias.length) : values, bias));
    }
    return dense;
  }

  @Override
  public void close() {
    descent.close();
  }
}
