package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.millrace.training.train.Descent.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks in PyTorch's memory. */
final class ResidualLearner implements Learner {

  private static final int AT_ONCE = 2048;

  private final Descent descent;
  private final TrainingSet set;
  private final Parameters parameters;
  private final List<Stage> stages = new ArrayList<>();
  private int epochs;

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
    this.descent = new Descent(set, parameters, seed);
    int units = parameters.whole("units");
    for (int i = 0; i < parameters.whole("blocks"); i++) {
      List<Dense> hidden = new ArrayList<>();
      for (int layer = 0; layer < parameters.whole("layers"); layer++) {
        hidden.add(descent.dense(layer == 0 ? set.width() : units, units));
      }
      boolean last = i == parameters.whole("blocks") - 1;
      stages.add(
          new Stage(
              hidden,
              last ? Optional.empty() : Optional.of(descent.dense(units, set.width())),
              descent.dense(units, set.outputs())));
    }
  }

  @Override
  public void step() {
    descent.epoch(parameters.whole("batch_size"), this::loss);
    epochs++;
  }

  private NDArray loss(NDArray input, int[] rows) {
    int outputs = set.outputs();
    float[] targets = new float[rows.length * outputs];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < outputs; k++) {
        targets[i * outputs + k] = (float) set.targets()[rows[i] * outputs + k];
      }
    }
    NDArray truth = input.getManager().create(targets, new Shape(rows.length, outputs));
    NDArray error = forward(input).sub(truth);
    return error.mul(error).mean();
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

  @Override
  public Map<String, Object> parameters() {
    return Descent.described(parameters, epochs);
  }

  @Override
  public float[] predict(float[] features, int rows) {
    return descent.answers(features, rows, AT_ONCE, this::forward);
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
    descent.close();
  }
}
