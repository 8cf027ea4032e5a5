package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralNetworkTest {

  private final Trainer trainer = new NeuralNetwork();

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void foldsItsEmbeddingsIntoTheGraph(int classes) throws Exception {
    TrainingSet unseen = Categories.rows(300, classes, 2);

    try (Learner learner = TrainersTest.learned(trainer, Categories.rows(600, classes, 1), 42)) {
      float[] own = learner.predict(unseen.features(), unseen.rows());

      assertThat(TrainersTest.goodness(own, unseen)).isGreaterThan(0.75);
      assertThat(Parity.of(own, TrainersTest.run(learner.onnx(), unseen)))
          .isLessThan(Parity.TOLERANCE);
    }
  }

  @Test
  void givesACategoryOfManyValuesAFewNumbers() {
    assertThat(EntryLayer.embeddingSize(5)).isEqualTo(4);
    assertThat(EntryLayer.embeddingSize(12)).isEqualTo(6);
    assertThat(EntryLayer.embeddingSize(50)).isEqualTo(14);
    assertThat(EntryLayer.embedded(Categories.rows(1, 0, 1).blocks()))
        .containsExactly(Categories.BLOCK);
  }

  @Test
  void hasTheLayersThatItIsAskedFor() {
    TrainingSet set = Categories.rows(200, 2, 3);
    Parameters small = trainer.defaults(set.shape()).with(Map.of("layers", 1, "units", 8));

    try (Learner learner = trainer.begin(set, small, 1);
        Learner usual = trainer.begin(set, trainer.defaults(set.shape()), 1)) {
      learner.step();

      assertThat(learner.parameters()).containsEntry("units", 8).containsEntry("epochs", 1);
      assertThat(learner.onnx().length).isLessThan(usual.onnx().length / 2);
    }
  }

  @Test
  void dropsUnitsOnlyWhileItLearns() {
    TrainingSet set = Categories.rows(200, 2, 3);
    Parameters defaults = trainer.defaults(set.shape());

    try (Learner half = trainer.begin(set, defaults.with("dropout", 0.5), 1);
        Learner none = trainer.begin(set, defaults.with("dropout", 0.0), 1)) {
      assertThat(half.onnx()).isEqualTo(none.onnx());
      half.step();
      none.step();

      assertThat(half.onnx()).isNotEqualTo(none.onnx());
      assertThat(half.predict(set.features(), set.rows()))
          .isEqualTo(half.predict(set.features(), set.rows()));
    }
  }
}
