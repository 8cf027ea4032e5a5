package io.millrace.training.search;

import io.millrace.training.train.Learner;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Trainer;
import io.millrace.training.train.TrainingSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * For how many steps to learn, whatever learns: the number with the lowest loss on the validation
 * rows, looked at up to {@value #LOOKS} times, until none has been lower for a tenth of the steps.
 */
public final class EarlyStopping {

  private static final int LOOKS = 40;
  private static final int PATIENCE = 10;
  private static final int FEWEST = 16;
  private static final int UNSEEN = 4;

  private EarlyStopping() {}

  /**
   * Where to stop.
   *
   * @param validation the rows that tell, as they were answered there; empty where none can tell
   */
  public record Stop(int steps, Optional<Validation> validation) {}

  /**
   * @param predictions row after row, as of {@link Learner#predict}
   */
  @SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
  public record Validation(double[] targets, float[] predictions) {}

  /** The best number of steps; a quarter of the most where no rows can tell. */
  public static Stop find(Trainer trainer, TrainingSet set, Parameters parameters, long seed) {
    int most = trainer.mostSteps(parameters, set.shape());
    OptionalInt tail = ValidationTail.start(set);
    if (tail.isEmpty()) {
      return new Stop(Math.max(1, most / UNSEEN), Optional.empty());
    }
    TrainingSet head = set.slice(0, tail.getAsInt());
    TrainingSet validation = set.slice(tail.getAsInt(), set.rows());
    try (Learner learner = trainer.begin(head, parameters, seed)) {
      Stop best = best(learner, validation, most);
      return new Stop(Math.max(Math.ceilDiv(most, FEWEST), best.steps()), best.validation());
    }
  }

  private static Stop best(Learner learner, TrainingSet validation, int most) {
    int between = Math.max(1, most / LOOKS);
    int best = 1;
    double lowest = Double.POSITIVE_INFINITY;
    float[] there = {};
    for (int step = 1; step <= most && step - best <= Math.max(1, most / PATIENCE); step++) {
      learner.step();
      if (step % between == 0 || step == most) {
        float[] predictions = learner.predict(validation.features(), validation.rows());
        double loss = Loss.of(predictions, validation);
        if (loss < lowest) {
          lowest = loss;
          best = step;
          there = predictions;
        }
      }
    }
    return new Stop(
        best,
        there.length == 0
            ? Optional.empty()
            : Optional.of(new Validation(validation.targets(), there)));
  }
}
