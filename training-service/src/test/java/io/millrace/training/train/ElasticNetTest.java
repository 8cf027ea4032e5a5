package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElasticNetTest {

  private final Trainer trainer = new ElasticNet();

  @Test
  void findsTheLineOfColumnsThatNobodyScaled() {
    try (Learner learner = learned(line(2000), Map.of("lambda", 0.0, "alpha", 0.0))) {
      float[] answers = learner.predict(new float[] {5000, 0, 7000, 0, 5000, 0.001f}, 3);

      assertThat(answers[0]).isCloseTo(10 + 0.5f * 5000, within(10f));
      assertThat(answers[1] - answers[0]).isCloseTo(1000, within(2f));
      assertThat(answers[2] - answers[0]).isCloseTo(-300, within(2f));
    }
  }

  @Test
  void answersTheMeanWhereNoWeightIsWorthItsPenalty() {
    TrainingSet set = line(500);
    double mean = java.util.Arrays.stream(set.targets()).average().orElseThrow();

    try (Learner learner = learned(set, Map.of("alpha", 2.0))) {
      assertThat(learner.predict(new float[] {7000, 0.01f}, 1)[0])
          .isCloseTo((float) mean, within(0.01f));
    }
  }

  /** The value is 10 + x / 2 - 300,000 y, and both columns are far from being scaled. */
  private static TrainingSet line(int rows) {
    Random random = new Random(1);
    float[] features = new float[rows * 2];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      features[row * 2] = (float) (5000 + 1000 * random.nextGaussian());
      features[row * 2 + 1] = (float) (0.002 * random.nextGaussian());
      targets[row] = 10 + 0.5 * features[row * 2] - 300_000 * features[row * 2 + 1];
    }
    return new TrainingSet(features, 2, targets, 0);
  }

  private Learner learned(TrainingSet set, Map<String, Object> parameters) {
    Parameters all = trainer.defaults(set.shape()).with(parameters);
    Learner learner = trainer.begin(set, all, 1);
    for (int i = 0; i < trainer.mostSteps(all, set.shape()); i++) {
      learner.step();
    }
    return learner;
  }
}
