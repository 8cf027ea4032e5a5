package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnsweringTest {

  @Test
  void probabilitiesAndValuesStayAsTheyAre() {
    assertThat(answers(Reading.PROBABILITIES, 2, 2, .2f, .8f, .6f, .4f))
        .containsExactly(.2f, .8f, .6f, .4f);
    assertThat(answers(Reading.VALUE, 1, 2, 3, -4)).containsExactly(3, -4);
  }

  @Test
  void scoresBecomeProbabilities() {
    assertThat(answers(Reading.SCORES, 3, 1, 1000, 1000, -1000))
        .containsExactly(new float[] {.5f, .5f, 0}, within(1e-6f));
    assertThat(answers(Reading.SCORES, 2, 1, 0)).containsExactly(.5f, .5f);
  }

  @Test
  void oneProbabilityIsOfTheSecondOfTwo() {
    assertThat(answers(Reading.PROBABILITIES, 2, 2, .25f, 1)).containsExactly(.75f, .25f, 0, 1);
  }

  @Test
  void otherNumbersOfNumbersAreRefused() {
    assertThatThrownBy(() -> answers(Reading.PROBABILITIES, 3, 2, 1, 2, 3, 4))
        .hasMessage("the program answers 2 rows with 4 numbers, expected 3 a row");
    assertThatThrownBy(() -> answers(Reading.VALUE, 1, 2, 1, 2, 3, 4))
        .hasMessageContaining("expected 1 a row");
  }

  private static float[] answers(Reading reading, int columns, int rows, float... numbers) {
    float[] answers = new float[rows * columns];
    new Answering(reading, columns).write(numbers, rows, answers, 0);
    return answers;
  }
}
