package io.millrace.monitoring.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {

  @Test
  void isTheBoundOfThePaper() {
    // rho^2 = 6.33 / 500 for alpha = 0.05: by hand, at 500 observations of variance 1.
    assertThat(new ConfidenceSequence(0.05, 500).radius(500, 1)).isCloseTo(0.124, within(0.001));
  }

  @Test
  void narrowsWithMoreObservationsAndWidensWithTheirVariance() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05, 500);

    assertThat(sequence.radius(1_000, 1)).isLessThan(sequence.radius(500, 1));
    assertThat(sequence.radius(500, 4)).isCloseTo(2 * sequence.radius(500, 1), within(1e-12));
  }

  @Test
  void holdsAtEveryNumberOfObservationsAtOnce() {
    Random random = new Random(17);
    ConfidenceSequence sequence = new ConfidenceSequence(0.05, 500);
    int wrong = 0;
    for (int run = 0; run < 1_000; run++) {
      wrong += everWrong(random, sequence) ? 1 : 0;
    }
    assertThat(wrong).isLessThan(50);
  }

  private static boolean everWrong(Random random, ConfidenceSequence sequence) {
    double sum = 0;
    double squares = 0;
    for (int n = 1; n <= 5_000; n++) {
      double value = random.nextDouble() < 0.1 ? 9 : -1;
      sum += value;
      squares += value * value;
      double variance = squares / n - (sum / n) * (sum / n);
      if (n >= ConfidenceSequence.LEAST && sum / n > sequence.radius(n, variance)) {
        return true;
      }
    }
    return false;
  }
}
