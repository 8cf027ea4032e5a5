package io.millrace.training.train;

import io.millrace.training.train.NeuralNetwork.TargetScaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network in PyTorch's memory, with the scaling before and after it. */
final class NetworkLearner implements Learner {

  private final Perceptron network;
  private final Scaling scaling;
  private final TargetScaling target;
  private final int width;
  private final int classes;
  private final int batch;
  private final Parameters parameters;
  private int epochs;

  NetworkLearner(
      Perceptron network,
      Scaling scaling,
      TargetScaling target,
      Shape shape,
      int batch,
      Parameters parameters) {
    this.network = network;
    this.scaling = scaling;
    this.target = target;
    this.width = shape.width();
    this.classes = shape.classes();
    this.batch = batch;
    this.parameters = parameters;
  }

  @Override
  public void step() {
    network.epoch(batch);
    epochs++;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("hidden", Arrays.stream(Perceptron.HIDDEN).boxed().toList());
    all.put("activation", "relu");
    all.put("optimizer", "adam");
    all.putAll(parameters.values());
    all.put("epochs", epochs);
    return all;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    float[] answers = network.answers(scaling.apply(features), rows);
    if (classes == 0) {
      for (int i = 0; i < answers.length; i++) {
        answers[i] = target.restore(answers[i]);
      }
    } else {
      for (int row = 0; row < rows; row++) {
        softmax(answers, row * classes, classes);
      }
    }
    return answers;
  }

  private static void softmax(float[] logits, int from, int n) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      highest = Math.max(highest, logits[i]);
    }
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      logits[i] = (float) Math.exp(logits[i] - highest);
      sum += logits[i];
    }
    for (int i = from; i < from + n; i++) {
      logits[i] = (float) (logits[i] / sum);
    }
  }

  @Override
  public byte[] onnx() {
    OnnxGraph graph = new OnnxGraph(width);
    String last = scaling.addTo(graph);
    List<float[]> weights = network.weights();
    int inputs = width;
    for (int layer = 0; layer < weights.size() / 2; layer++) {
      float[] bias = weights.get(2 * layer + 1);
      last = dense(graph, layer, last, inputs, weights.get(2 * layer), bias);
      if (layer < Perceptron.HIDDEN.length) {
        last = graph.node("Relu", "relu" + layer, List.of(last));
      }
      inputs = bias.length;
    }
    String output = OnnxGraph.outputName(classes == 0);
    if (classes == 0) {
      target.addTo(graph, last, output);
    } else {
      graph.node("Softmax", output, List.of(last), OnnxGraph.attribute("axis", -1));
    }
    return graph.finish(output, Math.max(1, classes));
  }

  private static String dense(
      OnnxGraph graph, int layer, String input, int inputs, float[] weights, float[] bias) {
    return graph.node(
        "Gemm",
        "dense" + layer,
        List.of(
            input,
            graph.constant("weight" + layer, weights, bias.length, inputs),
            graph.constant("bias" + layer, bias, bias.length)),
        OnnxGraph.attribute("transB", 1));
  }

  @Override
  public void close() {
    network.close();
  }
}
