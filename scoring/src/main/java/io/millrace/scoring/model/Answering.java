package io.millrace.scoring.model;

/**
 * How a program's numbers become a model's answers.
 *
 * @param columns of the answers: the classes, or 1
 */
record Answering(Reading reading, int columns) {

  /**
   * @param numbers as many for each row, row after row
   * @param at the place of the first answer
   * @throws IllegalStateException where there are too many or too few
   */
  void write(float[] numbers, int rows, float[] answers, int at) {
    if (numbers.length == rows * columns) {
      System.arraycopy(numbers, 0, answers, at, numbers.length);
      if (reading == Reading.SCORES) {
        for (int row = 0; row < rows; row++) {
          softmax(answers, at + row * columns);
        }
      }
    } else if (numbers.length == rows && columns == 2) {
      for (int row = 0; row < rows; row++) {
        float second =
            reading == Reading.SCORES ? (float) (1 / (1 + Math.exp(-numbers[row]))) : numbers[row];
        answers[at + 2 * row] = 1 - second;
        answers[at + 2 * row + 1] = second;
      }
    } else {
      throw new IllegalStateException(
          "the program answers %d rows with %d numbers, expected %s a row"
              .formatted(rows, numbers.length, columns == 2 ? "one or two" : columns));
    }
  }

  private void softmax(float[] answers, int from) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + columns; i++) {
      most = Math.max(most, answers[i]);
    }
    double sum = 0;
    for (int i = from; i < from + columns; i++) {
      answers[i] = (float) Math.exp(answers[i] - most);
      sum += answers[i];
    }
    for (int i = from; i < from + columns; i++) {
      answers[i] = (float) (answers[i] / sum);
    }
  }
}
