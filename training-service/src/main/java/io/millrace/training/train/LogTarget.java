package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Train.Algorithm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns the logarithm of 1 + a number that is never negative, and answers the number: for metrics
 * that count by how many times an answer is off, not by how much.
 *
 * @param trainer that learns the logarithm
 */
public record LogTarget(Trainer trainer) implements Trainer {

  /** Above it, a float's exponential is no longer finite. */
  private static final float MOST = 80;

  @Override
  public Algorithm algorithm() {
    return trainer.algorithm();
  }

  @Override
  public Parameters defaults(Shape shape) {
    return trainer.defaults(shape);
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    return trainer.space(shape);
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return trainer.mostSteps(parameters, shape);
  }

  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    double[] logs =
        Arrays.stream(set.targets()).map(value -> Math.log1p(Math.max(0, value))).toArray();
    TrainingSet logged = set.with(set.features(), logs);
    return new Exponential(trainer.begin(logged, parameters, seed));
  }

  private record Exponential(Learner learner) implements Learner {

    @Override
    public void step() {
      learner.step();
    }

    @Override
    public Map<String, Object> parameters() {
      Map<String, Object> parameters = new LinkedHashMap<>(learner.parameters());
      parameters.put("target_transform", "log1p");
      return parameters;
    }

    @Override
    public float[] predict(float[] features, int rows) {
      float[] answers = learner.predict(features, rows);
      for (int i = 0; i < answers.length; i++) {
        answers[i] = (float) Math.max(0, Math.exp(Math.min(MOST, answers[i])) - 1);
      }
      return answers;
    }

    @Override
    public byte[] onnx() {
      OnnxGraph graph = OnnxGraph.continuing(learner.onnx(), "logarithm");
      String most = graph.constant("most", new float[] {MOST});
      String bounded = graph.node("Min", "bounded", List.of("logarithm", most));
      String grown = graph.node("Exp", "grown", List.of(bounded));
      String one = graph.constant("unit", new float[] {1});
      String less = graph.node("Sub", "less", List.of(grown, one));
      String value = OnnxGraph.outputName(true);
      graph.node("Relu", value, List.of(less));
      return graph.finish(value, 1);
    }

    @Override
    public void close() {
      learner.close();
    }
  }
}
