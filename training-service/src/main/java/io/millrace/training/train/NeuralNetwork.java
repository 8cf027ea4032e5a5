package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.Choice;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Train.Algorithm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of dense layers by PyTorch, with embeddings for categories; a step is an epoch. The
 * space is AutoGluon's, with smaller layers beside its own and without learning rates that take
 * hundreds of epochs.
 */
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
    Parameters defaults =
        Parameters.of(
            Map.of(
                "layers",
                2,
                "units",
                64,
                "dropout",
                0.1,
                "learning_rate",
                0.001,
                "weight_decay",
                0.0001,
                "batch_size",
                batch,
                EPOCHS,
                80));
    return shape.classes() == 0
        ? defaults
        : defaults.with(ClassWeight.KEY, ClassWeight.NONE.word());
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    Map<String, Distribution> space = new LinkedHashMap<>();
    space.put("layers", new Choice(List.of(1, 2, 3, 4)));
    space.put("units", new Choice(List.of(32, 64, 128, 256)));
    space.put("dropout", new Choice(List.of(0.0, 0.1, 0.2, 0.3, 0.5)));
    space.put("learning_rate", new LogUniform(0.0003, 0.03));
    space.put("weight_decay", new LogUniform(1e-8, 0.01));
    space.put("batch_size", new Choice(List.of(32, 64, 128, 256)));
    if (shape.classes() > 0) {
      space.put(ClassWeight.KEY, ClassWeight.choice());
    }
    return space;
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return parameters.whole(EPOCHS);
  }

  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    Scaling scaling = Scaling.of(set, EntryLayer.embedded(set.blocks()));
    TargetScaling target = TargetScaling.of(set);
    TrainingSet scaled = set.with(scaling.apply(set.features()), target.apply(set.targets()));
    Perceptron network = new Perceptron(scaled, parameters, seed);
    return new NetworkLearner(network, scaling, target, set.shape(), parameters);
  }
}
