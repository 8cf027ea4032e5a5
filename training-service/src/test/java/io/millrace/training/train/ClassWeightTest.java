package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassWeightTest {

  static Stream<Trainer> trainers() {
    return Stream.of(new GradientBoosting(), new NeuralNetwork(), new ElasticNet());
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void findsMoreOfARareClassWhereClassesWeighTheSame(Trainer trainer) {
    TrainingSet unseen = rare(1000, 2);

    int found = found(trainer, "none", unseen);
    int balanced = found(trainer, "balanced", unseen);

    assertThat(balanced).isGreaterThan(found + 20);
  }

  @Test
  void weighsClassesByOneOverHowOftenTheyAreThere() {
    TrainingSet set = new TrainingSet(new float[5], 1, new double[] {0, 0, 0, 2, 2}, 4);

    assertThat(ClassWeight.BALANCED.ofClasses(set)).containsExactly(5f / 6, 1f, 5f / 4, 1f);
    assertThat(ClassWeight.BALANCED.ofRows(set).orElseThrow())
        .containsExactly(5f / 6, 5f / 6, 5f / 6, 5f / 4, 5f / 4);
    assertThat(ClassWeight.NONE.ofRows(set)).isEmpty();
  }

  @Test
  void refusesAWordThatItDoesNotKnow() {
    Parameters parameters = Parameters.of(Map.of("class_weight", "heavy"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassWeight.of(parameters, 2))
        .withMessage("class_weight is none or balanced, not 'heavy'");
    assertThat(ClassWeight.of(parameters, 0)).isEqualTo(ClassWeight.NONE);
  }

  private static int found(Trainer trainer, String weight, TrainingSet unseen) {
    TrainingSet set = rare(1500, 1);
    Parameters parameters = trainer.defaults(set.shape()).with(ClassWeight.KEY, weight);
    try (Learner learner = trainer.begin(set, parameters, 5)) {
      for (int i = 0; i < 20; i++) {
        learner.step();
      }
      float[] answers = learner.predict(unseen.features(), unseen.rows());
      int found = 0;
      for (int row = 0; row < unseen.rows(); row++) {
        found += unseen.targets()[row] == 1 && answers[row * 2 + 1] > 0.5 ? 1 : 0;
      }
      return found;
    }
  }

  /** One row in twelve, and not easily told from the others. */
  private static TrainingSet rare(int rows, long seed) {
    Random random = new Random(seed);
    float[] features = new float[rows * 2];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = random.nextInt(12) == 0 ? 1 : 0;
      features[row * 2] = (float) (random.nextGaussian() + targets[row]);
      features[row * 2 + 1] = (float) (random.nextGaussian() + targets[row]);
    }
    return new TrainingSet(features, 2, targets, 2);
  }
}
