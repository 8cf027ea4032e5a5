package io.millrace.training.train;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The network in PyTorch's memory. Every random choice is drawn here and none by PyTorch, whose
 * generator all threads share.
 */
final class Perceptron implements AutoCloseable {

  static final int[] HIDDEN = {64, 64};

  private static final int AT_ONCE = 4096;

  static {
    // read by PyTorch when it is loaded; more threads only spin, and sum in another order
    for (String key : List.of("num_threads", "num_interop_threads")) {
      if (System.getProperty("ai.djl.pytorch." + key) == null) {
        System.setProperty("ai.djl.pytorch." + key, "1");
      }
    }
  }

  private final Model model;
  private final Trainer trainer;
  private final TrainingSet set;
  private final SplittableRandom random;

  /**
   * @param set scaled, without missing values
   */
  Perceptron(TrainingSet set, Parameters parameters, long seed) {
    this.set = set;
    this.random = new SplittableRandom(seed);
    SequentialBlock block = new SequentialBlock();
    for (int units : HIDDEN) {
      block.add(Linear.builder().setUnits(units).build()).add(Activation::relu);
    }
    block.add(Linear.builder().setUnits(set.outputs()).build());
    model = Model.newInstance("millrace", Device.cpu(), "PyTorch");
    model.setBlock(block);
    Adam adam =
        Adam.builder()
            .optLearningRateTracker(Tracker.fixed((float) parameters.number("learning_rate")))
            .optWeightDecays((float) parameters.number("weight_decay"))
            .build();
    Loss loss = set.isRegression() ? Loss.l2Loss() : Loss.softmaxCrossEntropyLoss();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optInitializer(uniform(new SplittableRandom(seed)), _ -> true)
                .optOptimizer(adam)
                .optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(new Shape(1, set.width()));
  }

  /** Uniform within one over the square root of the inputs, as PyTorch itself does. */
  private static Initializer uniform(SplittableRandom random) {
    return (manager, shape, _) -> {
      double bound = 1 / Math.sqrt(shape.dimension() > 1 ? shape.get(1) : HIDDEN[0]);
      float[] values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
      return manager.create(values, shape);
    };
  }

  /** One pass over all rows in a new random order. */
  void epoch(int batchSize) {
    int[] order = shuffled(set.rows());
    for (int from = 0; from < order.length; from += batchSize) {
      step(order, from, Math.min(order.length, from + batchSize));
    }
  }

  private void step(int[] order, int from, int to) {
    float[] features = new float[(to - from) * set.width()];
    float[] targets = new float[to - from];
    for (int i = from; i < to; i++) {
      System.arraycopy(
          set.features(), order[i] * set.width(), features, (i - from) * set.width(), set.width());
      targets[i - from] = (float) set.targets()[order[i]];
    }
    try (NDManager memory = trainer.getManager().newSubManager();
        GradientCollector gradients = trainer.newGradientCollector()) {
      NDList answer = forward(memory, features, to - from, true);
      gradients.backward(loss(memory, targets, answer));
      trainer.step();
    }
  }

  /** Raw answers: logits, or the scaled value. */
  float[] answers(float[] features, int rows) {
    float[] answers = new float[rows * set.outputs()];
    for (int from = 0; from < rows; from += AT_ONCE) {
      int to = Math.min(rows, from + AT_ONCE);
      float[] part = java.util.Arrays.copyOfRange(features, from * set.width(), to * set.width());
      try (NDManager memory = trainer.getManager().newSubManager()) {
        float[] found = forward(memory, part, to - from, false).singletonOrThrow().toFloatArray();
        System.arraycopy(found, 0, answers, from * set.outputs(), found.length);
      }
    }
    return answers;
  }

  private NDList forward(NDManager memory, float[] features, int rows, boolean learning) {
    NDList input = new NDList(memory.create(features, new Shape(rows, set.width())));
    return learning ? trainer.forward(input) : trainer.evaluate(input);
  }

  private NDArray loss(NDManager memory, float[] targets, NDList answer) {
    NDArray truth = memory.create(targets, new Shape(targets.length, 1));
    NDArray labels = set.isRegression() ? truth : truth.toType(DataType.INT64, false);
    return trainer.getLoss().evaluate(new NDList(labels), answer);
  }

  /** Weights and biases in turn, from the first layer to the last. */
  List<float[]> weights() {
    List<float[]> weights = new ArrayList<>();
    model
        .getBlock()
        .getParameters()
        .values()
        .forEach(p -> weights.add(p.getArray().toFloatArray()));
    return weights;
  }

  private int[] shuffled(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
