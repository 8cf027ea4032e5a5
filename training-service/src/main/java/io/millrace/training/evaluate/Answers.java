package io.millrace.training.evaluate;

import io.millrace.scoring.model.Scores;
import java.util.List;

/**
 * What a model answered, beside the truth, in the terms of one list of classes.
 *
 * @param truth a class's position, or the value
 * @param answer a class's position, -1 for a class that is none of them, or the value
 * @param ofTruth the probability that the model gave the true class; 0 for one it does not know
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
record Answers(double[] truth, double[] answer, double[] ofTruth) {

  /**
   * @param classes that the truth is in terms of; a model may know others
   */
  static Answers of(Scores scores, double[] truth, List<String> classes) {
    double[] answer = new double[truth.length];
    double[] ofTruth = new double[truth.length];
    int[] theirs = classes.stream().mapToInt(scores.classes()::indexOf).toArray();
    for (int row = 0; row < truth.length; row++) {
      if (classes.isEmpty()) {
        answer[row] = scores.value(row);
      } else {
        answer[row] = classes.indexOf(scores.label(row));
        int column = theirs[(int) truth[row]];
        ofTruth[row] = column < 0 ? 0 : scores.probability(row, column);
      }
    }
    return new Answers(truth, answer, ofTruth);
  }

  int rows() {
    return truth.length;
  }
}
