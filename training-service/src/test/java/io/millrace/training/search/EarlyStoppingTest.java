package io.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.train.GradientBoosting;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Trainer;
import io.millrace.training.train.TrainingSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private final Trainer trainer = new GradientBoosting();

  @Test
  void stopsSoonWhereThereIsNothingToLearn() {
    TrainingSet noise = set(1000, 0);

    assertThat(steps(noise)).isEqualTo(19);
  }

  @Test
  void goesOnWhileThereIsSomethingToLearn() {
    assertThat(steps(set(1000, 1))).isGreaterThan(60);
  }

  @Test
  void takesAQuarterWhereNoRowsCanTell() {
    assertThat(steps(set(90, 1))).isEqualTo(75);
  }

  private int steps(TrainingSet set) {
    Parameters parameters = trainer.defaults(set.shape());
    return EarlyStopping.find(trainer, set, parameters, 1).steps();
  }

  private static TrainingSet set(int rows, double signal) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[rows * 3];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < 3; i++) {
        features[row * 3 + i] = (float) random.nextDouble(-1, 1);
      }
      double truth =
          features[row * 3] * features[row * 3 + 1] + Math.sin(5 * features[row * 3 + 2]);
      targets[row] = signal * truth + (1 - signal) * random.nextGaussian();
    }
    return new TrainingSet(features, 3, targets, 0);
  }
}
