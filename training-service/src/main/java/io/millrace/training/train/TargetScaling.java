package io.millrace.training.train;

import java.util.Arrays;
import java.util.List;

/** A number to learn, scaled; a class as it is. */
record TargetScaling(float mean, float deviation) {

  static TargetScaling of(TrainingSet set) {
    Scaling.Moments moments = new Scaling.Moments();
    if (set.isRegression()) {
      Arrays.stream(set.targets()).forEach(moments::add);
    }
    return new TargetScaling((float) moments.mean(), (float) moments.deviation());
  }

  double[] apply(double[] targets) {
    return Arrays.stream(targets).map(target -> (target - mean) / deviation).toArray();
  }

  float restore(float answer) {
    return answer * deviation + mean;
  }

  /** Ends a graph with the way back. */
  byte[] finish(OnnxGraph graph, String scaled) {
    String output = OnnxGraph.outputName(true);
    String times = graph.constant("deviation", new float[] {deviation});
    String widened = graph.node("Mul", "widened", List.of(scaled, times));
    String plus = graph.constant("target_mean", new float[] {mean});
    graph.node("Add", output, List.of(widened, plus));
    return graph.finish(output, 1);
  }
}
