package io.millrace.training.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The look-backs found so far, added up: their mean is one matrix. */
final class LookBackLearner implements Learner {

  private final TrainingSet set;
  private final Parameters parameters;
  private final LeastSquares squares;
  private final double[] sum;
  private int taken;

  LookBackLearner(TrainingSet set, Parameters parameters) {
    this.set = set;
    this.parameters = parameters;
    this.squares = LeastSquares.of(set);
    this.sum = new double[set.width() * set.outputs()];
  }

  /** The longest first. */
  @Override
  public void step() {
    int steps = Math.min(LookBacks.QUARTERS, set.width());
    int length = Math.ceilDiv(set.width() * (steps - taken % steps), steps);
    int first = set.width() - length;
    double[] weights = squares.solve(first, parameters.number("ridge") * set.rows());
    for (int i = 0; i < weights.length; i++) {
      sum[first * set.outputs() + i] += weights[i];
    }
    taken++;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>(parameters.values());
    all.put("look_backs", taken);
    return all;
  }

  /** Input after input, a number for each output. */
  private float[] weights() {
    float[] weights = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      weights[i] = (float) (sum[i] / Math.max(1, taken));
    }
    return weights;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    float[] weights = weights();
    int outputs = set.outputs();
    float[] answers = new float[rows * outputs];
    double[] row = new double[outputs];
    for (int i = 0; i < rows; i++) {
      java.util.Arrays.fill(row, 0);
      for (int column = 0; column < set.width(); column++) {
        double value = features[i * set.width() + column];
        for (int k = 0; k < outputs; k++) {
          row[k] += value * weights[column * outputs + k];
        }
      }
      for (int k = 0; k < outputs; k++) {
        answers[i * outputs + k] = (float) row[k];
      }
    }
    return answers;
  }

  @Override
  public byte[] onnx() {
    OnnxGraph graph = new OnnxGraph(set.width());
    String weights = graph.constant("weights", weights(), set.width(), set.outputs());
    String output = OnnxGraph.outputName(true);
    graph.node("MatMul", output, List.of(OnnxGraph.INPUT, weights));
    return graph.finish(output, set.outputs());
  }

  @Override
  public void close() {}
}
