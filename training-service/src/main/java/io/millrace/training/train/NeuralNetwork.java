package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Train.Algorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A small network by PyTorch; a step is an epoch. */
public final class NeuralNetwork implements Trainer {

  private static final int SMALLEST_BATCH = 32;
  private static final int LARGEST_BATCH = 256;
  private static final int BATCHES_PER_EPOCH = 64;
  private static final String EPOCHS = "epochs";

  @Override
  public Algorithm algorithm() {
    return Algorithm.NEURAL_NETWORK;
  }

  @Override
  public Parameters defaults(Shape shape) {
    int batch = Math.clamp(shape.rows() / BATCHES_PER_EPOCH, SMALLEST_BATCH, LARGEST_BATCH);
    return Parameters.of(
        Map.of("learning_rate", 0.001, "weight_decay", 0.0001, "batch_size", batch, EPOCHS, 80));
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    return Map.of(
        "learning_rate", new Distribution.LogUniform(0.0003, 0.01),
        "weight_decay", new Distribution.LogUniform(0.000001, 0.01),
        "batch_size", new Distribution.Choice(List.of(32, 64, 128, 256)));
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return parameters.whole(EPOCHS);
  }

  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    Scaling scaling = Scaling.of(set);
    TargetScaling target = TargetScaling.of(set);
    Perceptron network = new Perceptron(scaled(set, scaling, target), parameters, seed);
    return new NetworkLearner(
        network, scaling, target, set.shape(), parameters.whole("batch_size"), parameters);
  }

  private static TrainingSet scaled(TrainingSet set, Scaling scaling, TargetScaling target) {
    return new TrainingSet(
        scaling.apply(set.features()), set.width(), target.apply(set.targets()), set.classes());
  }

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

    /** Adds the way back to a graph. */
    void addTo(OnnxGraph graph, String scaled, String output) {
      String times = graph.constant("deviation", new float[] {deviation});
      String widened = graph.node("Mul", "widened", List.of(scaled, times));
      String plus = graph.constant("target_mean", new float[] {mean});
      graph.node("Add", output, List.of(widened, plus));
    }
  }
}
