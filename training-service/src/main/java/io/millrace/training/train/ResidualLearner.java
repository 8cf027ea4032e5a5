package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The blocks in PyTorch's memory. Every random choice is drawn here and none by PyTorch. */
final class ResidualLearner implements Learner {

  private static final int AT_ONCE = 2048;

  private final NDManager memory = Torch.memory();
  private final TrainingSet set;
  private final Parameters parameters;
  private final SplittableRandom random;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Adam adam;
  private int epochs;

  private record Dense(NDArray weight, NDArray bias) {
    NDArray apply(NDArray input) {
      return Linear.linear(input, weight, bias).singletonOrThrow();
    }
  }

  /**
   * @param back what it explains of the window; the last one has none
   */
  private record Stage(List<Dense> hidden, Optional<Dense> back, Dense ahead) {
    NDArray hidden(NDArray input) {
      NDArray last = input;
      for (Dense layer : hidden) {
        last = Activation.relu(layer.apply(last));
      }
      return last;
    }
  }

  ResidualLearner(TrainingSet set, Parameters parameters, long seed) {
    this.set = set;
    this.parameters = parameters;
    this.random = new SplittableRandom(seed);
    int units = parameters.whole("units");
    for (int i = 0; i < parameters.whole("blocks"); i++) {
      List<Dense> hidden = new ArrayList<>();
      for (int layer = 0; layer < parameters.whole("layers"); layer++) {
        hidden.add(dense(layer == 0 ? set.width() : units, units));
      }
      boolean last = i == parameters.whole("blocks") - 1;
      stages.add(
          new Stage(
              hidden,
              last ? Optional.empty() : Optional.of(dense(units, set.width())),
              dense(units, set.outputs())));
    }
    adam =
        Adam.builder()
            .optLearningRateTracker(Tracker.fixed((float) parameters.number("learning_rate")))
            .optWeightDecays((float) parameters.number("weight_decay"))
            .build();
  }

  /** Uniform within one over the square root of the inputs, as PyTorch itself does. */
  private Dense dense(int inputs, int units) {
    double bound = 1 / Math.sqrt(inputs);
    Dense dense = new Dense(drawn(bound, units, inputs), drawn(bound, units));
    weights.add(dense.weight());
    weights.add(dense.bias());
    return dense;
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

  @Override
  public void step() {
    int[] order = shuffled(set.rows());
    int size = parameters.whole("batch_size");
    for (int from = 0; from < order.length; from += size) {
      learn(Arrays.copyOfRange(order, from, Math.min(order.length, from + size)));
    }
    epochs++;
  }

  private void learn(int[] rows) {
    int outputs = set.outputs();
    float[] features = new float[rows.length * set.width()];
    float[] targets = new float[rows.length * outputs];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          set.features(), rows[i] * set.width(), features, i * set.width(), set.width());
      for (int k = 0; k < outputs; k++) {
        targets[i * outputs + k] = (float) set.targets()[rows[i] * outputs + k];
      }
    }
    try (NDManager batch = memory.newSubManager()) {
      NDArray input = batch.create(features, new Shape(rows.length, set.width()));
      NDArray truth = batch.create(targets, new Shape(rows.length, outputs));
      Gradients.of(
          () -> {
            NDArray error = forward(input).sub(truth);
            return error.mul(error).mean();
          });
      for (int i = 0; i < weights.size(); i++) {
        try (NDArray gradient = weights.get(i).getGradient()) {
          adam.update("weight" + i, weights.get(i), gradient);
        }
      }
    }
  }

  private NDArray forward(NDArray input) {
    NDArray left = input;
    List<NDArray> parts = new ArrayList<>();
    for (Stage stage : stages) {
      NDArray hidden = stage.hidden(left);
      parts.add(stage.ahead().apply(hidden));
      if (stage.back().isPresent()) {
        left = left.sub(stage.back().get().apply(hidden));
      }
    }
    NDArray sum = parts.getFirst();
    for (NDArray part : parts.subList(1, parts.size())) {
      sum = sum.add(part);
    }
    return sum;
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
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("activation", "relu");
    all.put("optimizer", "adam");
    all.putAll(parameters.values());
    all.put("epochs", epochs);
    return all;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    int outputs = set.outputs();
    float[] answers = new float[rows * outputs];
    for (int from = 0; from < rows; from += AT_ONCE) {
      int to = Math.min(rows, from + AT_ONCE);
      float[] part = Arrays.copyOfRange(features, from * set.width(), to * set.width());
      try (NDManager batch = memory.newSubManager()) {
        NDArray input = batch.create(part, new Shape(to - from, set.width()));
        float[] found = Gradients.without(() -> forward(input)).toFloatArray();
        System.arraycopy(found, 0, answers, from * outputs, found.length);
      }
    }
    return answers;
  }

  @Override
  public byte[] onnx() {
    OnnxGraph graph = new OnnxGraph(set.width());
    String left = OnnxGraph.INPUT;
    String sum = "";
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      String name = "block" + i;
      String hidden = left;
      for (int layer = 0; layer < stage.hidden().size(); layer++) {
        String dense = name + "_dense" + layer;
        hidden = gemm(graph, dense, hidden, stage.hidden().get(layer));
        hidden = graph.node("Relu", dense + "_relu", List.of(hidden));
      }
      boolean last = i == stages.size() - 1;
      String ahead = gemm(graph, last && i == 0 ? "value" : name + "_ahead", hidden, stage.ahead());
      String total = last ? OnnxGraph.outputName(true) : name + "_sum";
      sum = i == 0 ? ahead : graph.node("Add", total, List.of(sum, ahead));
      if (stage.back().isPresent()) {
        String back = gemm(graph, name + "_back", hidden, stage.back().get());
        left = graph.node("Sub", name + "_left", List.of(left, back));
      }
    }
    return graph.finish(sum, set.outputs());
  }

  private static String gemm(OnnxGraph graph, String name, String input, Dense dense) {
    Shape shape = dense.weight().getShape();
    return graph.node(
        "Gemm",
        name,
        List.of(
            input,
            graph.constant(
                name + "_weight", dense.weight().toFloatArray(), shape.get(0), shape.get(1)),
            graph.constant(name + "_bias", dense.bias().toFloatArray(), shape.get(0))),
        OnnxGraph.attribute("transB", 1));
  }

  @Override
  public void close() {
    memory.close();
  }
}
