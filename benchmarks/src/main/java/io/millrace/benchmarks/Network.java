package io.millrace.benchmarks;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.test.SmallGraphs;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network of two hidden layers with drawn weights, over features {@code x0}, {@code x1} and so
 * on.
 *
 * @param hidden how wide its hidden layers are
 */
public record Network(int features, int hidden) {

  public static final List<String> CLASSES = List.of("0", "1");

  /** The one that everything is measured with. */
  public static Network usual() {
    return new Network(10, 64);
  }

  public Schema schema() {
    return new Schema(
        names().stream()
            .<Feature>map(name -> new Feature.Number(name, false, Optional.empty()))
            .toList());
  }

  public FittedFeatures fitted() {
    return new FittedFeatures(
        names().stream().<Encoder>map(name -> new Encoder.NumberEncoder(name, 0, 0.5, 2)).toList());
  }

  public List<String> names() {
    return IntStream.range(0, features).mapToObj(i -> "x" + i).toList();
  }

  /** A row as a JSON object, the same for the same number. */
  public String row(int number) {
    Random random = new Random(number);
    StringBuilder json = new StringBuilder("{");
    for (String name : names()) {
      json.append(json.length() > 1 ? ", \"" : "\"").append(name).append("\": ");
      json.append(Math.round(random.nextGaussian() * 1e4) / 1e4);
    }
    return json.append('}').toString();
  }

  public byte[] onnx() {
    Random random = new Random(7);
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("network")
            .addInput(SmallGraphs.floats("features", features))
            .addOutput(SmallGraphs.floats("probabilities", 2));
    layer(graph, random, "features", "a", features, hidden);
    graph.addNode(SmallGraphs.node("Relu", "ra", "a"));
    layer(graph, random, "ra", "b", hidden, hidden);
    graph.addNode(SmallGraphs.node("Relu", "rb", "b"));
    layer(graph, random, "rb", "logits", hidden, 2);
    return SmallGraphs.model(graph.addNode(SmallGraphs.softmax("logits", "probabilities")));
  }

  private static void layer(
      GraphProto.Builder graph, Random random, String input, String output, int from, int to) {
    TensorProto.Builder weights = SmallGraphs.tensor(output + "-weights", from, to);
    for (int i = 0; i < from * to; i++) {
      weights.addFloatData((float) (random.nextGaussian() / Math.sqrt(from)));
    }
    TensorProto.Builder bias = SmallGraphs.tensor(output + "-bias", to);
    for (int i = 0; i < to; i++) {
      bias.addFloatData((float) random.nextGaussian());
    }
    graph
        .addInitializer(weights)
        .addInitializer(bias)
        .addNode(SmallGraphs.node("Gemm", output, input, output + "-weights", output + "-bias"));
  }
}
