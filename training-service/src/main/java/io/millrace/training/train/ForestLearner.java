package io.millrace.training.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Trees in XGBoost's memory. */
final class ForestLearner implements Learner {

  private final Boosted boosted;
  private final Shape shape;
  private final Map<String, Object> settings;

  ForestLearner(Boosted boosted, Shape shape, Map<String, Object> settings) {
    this.boosted = boosted;
    this.shape = shape;
    this.settings = Map.copyOf(settings);
  }

  @Override
  public void step() {
    boosted.step();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(new TreeMap<>(settings));
    parameters.put("rounds", boosted.rounds());
    return parameters;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    return boosted.predict(features, rows);
  }

  @Override
  public byte[] onnx() {
    return ForestGraph.write(Forest.parse(boosted.json()), shape.width(), shape.classes());
  }

  @Override
  public void close() {
    boosted.close();
  }
}
