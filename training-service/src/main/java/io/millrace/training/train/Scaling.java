package io.millrace.training.train;

import java.util.Arrays;
import java.util.List;

/**
 * Zero mean and unit variance, as part of the network, so that it learns whatever the preparation
 * left unscaled. A missing number becomes the mean, and none is further than {@value #LIMIT}
 * deviations away.
 */
@SuppressWarnings("ArrayRecordComponent") // columns, never compared
record Scaling(float[] mean, float[] inverse) {

  static final float LIMIT = 10;

  static Scaling of(TrainingSet set) {
    return of(set, List.of());
  }

  /**
   * @param left blocks whose columns stay as they are
   */
  static Scaling of(TrainingSet set, List<Block> left) {
    float[] mean = new float[set.width()];
    float[] inverse = new float[set.width()];
    for (int column = 0; column < set.width(); column++) {
      Moments moments = new Moments();
      for (int row = 0; row < set.rows(); row++) {
        moments.add(set.features()[row * set.width() + column]);
      }
      mean[column] = (float) moments.mean();
      inverse[column] = (float) (1 / moments.deviation());
    }
    for (Block block : left) {
      Arrays.fill(mean, block.from(), block.to(), 0);
      Arrays.fill(inverse, block.from(), block.to(), 1);
    }
    return new Scaling(mean, inverse);
  }

  /** In the same float steps as the exported graph. */
  float[] apply(float[] features) {
    float[] scaled = new float[features.length];
    for (int i = 0; i < features.length; i++) {
      int column = i % mean.length;
      float value = (features[i] - mean[column]) * inverse[column];
      scaled[i] = Float.isNaN(value) ? 0 : Math.clamp(value, -LIMIT, LIMIT);
    }
    return scaled;
  }

  /** Adds the same to a graph and returns the last node's name. */
  String addTo(OnnxGraph graph) {
    String shifted =
        graph.node(
            "Sub", "shifted", List.of(OnnxGraph.INPUT, graph.constant("mean", mean, mean.length)));
    String scaled =
        graph.node(
            "Mul", "scaled", List.of(shifted, graph.constant("inverse", inverse, inverse.length)));
    String missing = graph.node("IsNaN", "missing", List.of(scaled));
    String zero = graph.constant("zero", new float[] {0});
    String filled = graph.node("Where", "filled", List.of(missing, zero, scaled));
    return graph.node(
        "Clip",
        "clipped",
        List.of(
            filled,
            graph.constant("lowest", new float[] {-LIMIT}),
            graph.constant("highest", new float[] {LIMIT})));
  }

  /** Mean and deviation of the numbers that are there; 0 and 1 where there is nothing to scale. */
  static final class Moments {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      if (Double.isFinite(value)) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
      }
    }

    double mean() {
      return mean;
    }

    double deviation() {
      double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
      return deviation > 1e-12 ? deviation : 1;
    }
  }
}
