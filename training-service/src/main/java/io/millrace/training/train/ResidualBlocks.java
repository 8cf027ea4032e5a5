package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.Choice;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Train.Algorithm;
import java.util.List;
import java.util.Map;

/**
 * N-BEATS with generic blocks by PyTorch (Oreshkin et al. 2020, ICLR): each block explains a part
 * of the window and forecasts what follows from it; the next one sees what is left. A step is an
 * epoch.
 */
public final class ResidualBlocks implements Trainer {

  private static final String EPOCHS = "epochs";

  @Override
  public Algorithm algorithm() {
    return Algorithm.NEURAL_NETWORK;
  }

  @Override
  public Parameters defaults(Shape shape) {
    return Parameters.of(
        Map.of(
            "blocks",
            2,
            "layers",
            2,
            "units",
            128,
            "learning_rate",
            0.001,
            "weight_decay",
            0.0001,
            "batch_size",
            128,
            EPOCHS,
            12));
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    return Map.of(
        "blocks",
        new Choice(List.of(1, 2, 3)),
        "units",
        new Choice(List.of(64, 128, 256)),
        "learning_rate",
        new LogUniform(0.0001, 0.01),
        "weight_decay",
        new LogUniform(1e-6, 0.01));
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return parameters.whole(EPOCHS);
  }

  /**
   * @param set windows of values relative to their last, oldest first, and the values that followed
   */
  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    return new ResidualLearner(set, parameters, seed);
  }
}
