package io.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.train.TrainingSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationTailTest {

  @Test
  void isTheLatestFifth() {
    assertThat(ValidationTail.start(set(1000, 2, row -> row % 2))).hasValue(800);
    assertThat(ValidationTail.start(set(1000, 0, row -> row))).hasValue(800);
  }

  @Test
  void reachesFurtherBackUntilItSeesEveryClass() {
    assertThat(ValidationTail.start(set(1000, 2, row -> row < 700 ? row % 2 : 0))).hasValue(650);
  }

  @Test
  void isNotThereWhereHalfOfTheRowsDoNotSuffice() {
    assertThat(ValidationTail.start(set(1000, 2, row -> row < 400 ? row % 2 : 0))).isEmpty();
    assertThat(ValidationTail.start(set(99, 2, row -> row % 2))).isEmpty();
  }

  @Test
  void doesNotAskForAClassThatOccursOnce() {
    assertThat(ValidationTail.start(set(1000, 3, row -> row == 0 ? 2 : row % 2))).hasValue(800);
  }

  private static TrainingSet set(int rows, int classes, IntToDoubleFunction target) {
    return new TrainingSet(
        new float[rows], 1, IntStream.range(0, rows).mapToDouble(target).toArray(), classes);
  }
}
