package io.millrace.training.train;

import io.millrace.problem.Train.Algorithm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A small network by PyTorch. How long to learn is found on a validation tail; the network then
 * learns anew from all rows for that long.
 */
public final class NeuralNetwork implements Trainer {

  private static final int MOST_EPOCHS = 80;
  private static final int FEWEST_EPOCHS = 5;
  private static final int DEFAULT_EPOCHS = 25;
  private static final int PATIENCE = 8;
  private static final int SMALLEST_BATCH = 32;
  private static final int LARGEST_BATCH = 256;
  private static final int STEPS_PER_EPOCH = 64;

  @Override
  public Algorithm algorithm() {
    return Algorithm.NEURAL_NETWORK;
  }

  @Override
  public Trained train(TrainingSet set, long seed) {
    OptionalInt tail = ValidationTail.start(set);
    int epochs = tail.isPresent() ? bestEpochs(set, tail.getAsInt(), seed) : DEFAULT_EPOCHS;
    Scaling scaling = Scaling.of(set);
    TargetScaling target = TargetScaling.of(set);
    Perceptron network = new Perceptron(scaled(set, scaling, target), seed);
    int batch = batchSize(set);
    try {
      for (int i = 0; i < epochs; i++) {
        network.epoch(batch);
      }
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    return new TrainedNetwork(
        network, scaling, target, set.width(), set.classes(), parameters(epochs, batch));
  }

  private static int bestEpochs(TrainingSet set, int tail, long seed) {
    TrainingSet head = set.slice(0, tail);
    Scaling scaling = Scaling.of(head);
    TargetScaling target = TargetScaling.of(head);
    TrainingSet validation = scaled(set.slice(tail, set.rows()), scaling, target);
    int batch = batchSize(head);
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    try (Perceptron network = new Perceptron(scaled(head, scaling, target), seed)) {
      for (int i = 0; i < MOST_EPOCHS && i - best <= PATIENCE; i++) {
        network.epoch(batch);
        double loss = network.loss(validation);
        if (loss < lowest) {
          lowest = loss;
          best = i;
        }
      }
    }
    return Math.max(FEWEST_EPOCHS, best + 1);
  }

  private static int batchSize(TrainingSet set) {
    return Math.clamp(set.rows() / STEPS_PER_EPOCH, SMALLEST_BATCH, LARGEST_BATCH);
  }

  private static TrainingSet scaled(TrainingSet set, Scaling scaling, TargetScaling target) {
    return new TrainingSet(
        scaling.apply(set.features()), set.width(), target.apply(set.targets()), set.classes());
  }

  private static Map<String, Object> parameters(int epochs, int batch) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("hidden", Arrays.stream(Perceptron.HIDDEN).boxed().toList());
    parameters.put("activation", "relu");
    parameters.put("optimizer", "adam");
    parameters.put("learning_rate", Double.parseDouble(Float.toString(Perceptron.LEARNING_RATE)));
    parameters.put("weight_decay", Double.parseDouble(Float.toString(Perceptron.WEIGHT_DECAY)));
    parameters.put("batch_size", batch);
    parameters.put("epochs", epochs);
    return parameters;
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
