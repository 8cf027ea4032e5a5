package io.millrace.training.train;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Weights in XGBoost's memory, with the scaling before and after them. */
final class ElasticNetLearner implements Learner {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Boosted boosted;
  private final Scaling scaling;
  private final TargetScaling target;
  private final Shape shape;
  private final Parameters parameters;

  ElasticNetLearner(
      Boosted boosted, Scaling scaling, TargetScaling target, Shape shape, Parameters parameters) {
    this.boosted = boosted;
    this.scaling = scaling;
    this.target = target;
    this.shape = shape;
    this.parameters = parameters;
  }

  @Override
  public void step() {
    boosted.step();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("booster", "gblinear");
    all.put("updater", "coord_descent");
    all.putAll(parameters.values());
    all.put("passes", boosted.rounds());
    return all;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    float[] answers = boosted.predict(scaling.apply(features), rows);
    if (shape.classes() == 0) {
      for (int i = 0; i < answers.length; i++) {
        answers[i] = target.restore(answers[i]);
      }
    }
    return answers;
  }

  @Override
  public byte[] onnx() {
    OnnxGraph graph = new OnnxGraph(shape.width());
    int margins = shape.classes() > 2 ? shape.classes() : 1;
    float[] saved = weights();
    float[] weights = java.util.Arrays.copyOf(saved, shape.width() * margins);
    float[] bias = java.util.Arrays.copyOfRange(saved, weights.length, saved.length);
    String margin =
        graph.node(
            "Gemm",
            "margin",
            List.of(
                scaling.addTo(graph),
                graph.constant("weight", weights, shape.width(), margins),
                graph.constant("bias", bias, margins)));
    return switch (shape.classes()) {
      case 0 -> target.finish(graph, margin);
      case 2 -> graph.finishSigmoid(margin);
      default -> graph.finishSoftmax(margin, shape.classes());
    };
  }

  /** A row for each column of the features, and one of the biases. */
  private float[] weights() {
    JsonNode saved =
        JSON.readTree(new String(boosted.json(), StandardCharsets.UTF_8))
            .path("learner")
            .path("gradient_booster")
            .path("model")
            .path("weights");
    float[] weights = new float[saved.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) saved.get(i).doubleValue();
    }
    return weights;
  }

  @Override
  public void close() {
    boosted.close();
  }
}
