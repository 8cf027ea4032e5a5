package io.millrace.training.train;

import java.util.List;
import java.util.Map;

/** A network in PyTorch's memory, with the scaling before and after it. */
final class NetworkLearner implements Learner {

  private final Perceptron network;
  private final Scaling scaling;
  private final TargetScaling target;
  private final Shape shape;
  private final Parameters parameters;
  private int epochs;

  NetworkLearner(
      Perceptron network,
      Scaling scaling,
      TargetScaling target,
      Shape shape,
      Parameters parameters) {
    this.network = network;
    this.scaling = scaling;
    this.target = target;
    this.shape = shape;
    this.parameters = parameters;
  }

  @Override
  public void step() {
    network.epoch(parameters.whole("batch_size"));
    epochs++;
  }

  @Override
  public Map<String, Object> parameters() {
    return Descent.described(parameters, epochs);
  }

  @Override
  public float[] predict(float[] features, int rows) {
    float[] answers = network.answers(scaling.apply(features), rows);
    int classes = shape.classes();
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
    OnnxGraph graph = new OnnxGraph(shape.width());
    String last = scaling.addTo(graph);
    List<Perceptron.Dense> layers = network.dense();
    int inputs = shape.width();
    for (int i = 0; i < layers.size(); i++) {
      last = dense(graph, i, last, inputs, layers.get(i));
      if (i < layers.size() - 1) {
        last = graph.node("Relu", "relu" + i, List.of(last));
      }
      inputs = layers.get(i).bias().length;
    }
    return shape.classes() == 0
        ? target.finish(graph, last)
        : graph.finishSoftmax(last, shape.classes());
  }

  private static String dense(
      OnnxGraph graph, int place, String input, int inputs, Perceptron.Dense layer) {
    return graph.node(
        "Gemm",
        "dense" + place,
        List.of(
            input,
            graph.constant("weight" + place, layer.weights(), layer.bias().length, inputs),
            graph.constant("bias" + place, layer.bias(), layer.bias().length)),
        OnnxGraph.attribute("transB", 1));
  }

  @Override
  public void close() {
    network.close();
  }
}
