package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogTargetTest {

  @Test
  void leavesTheColumnsOfACategoryTogether() {
    TrainingSet set = Categories.rows(200, 0, 5);
    double[] targets = Arrays.stream(set.targets()).map(Math::abs).toArray();
    double[] logs = Arrays.stream(targets).map(Math::log1p).toArray();
    NeuralNetwork network = new NeuralNetwork();
    Parameters parameters = network.defaults(set.shape());

    try (Learner ofLogs = network.begin(set.with(set.features(), logs), parameters, 3);
        Learner logging =
            new LogTarget(network).begin(set.with(set.features(), targets), parameters, 3)) {
      ofLogs.step();
      logging.step();

      float[] expected = ofLogs.predict(set.features(), set.rows());
      float[] answers = logging.predict(set.features(), set.rows());
      for (int row = 0; row < set.rows(); row++) {
        assertThat(answers[row]).isEqualTo((float) Math.max(0, Math.exp(expected[row]) - 1));
      }
    }
  }
}
