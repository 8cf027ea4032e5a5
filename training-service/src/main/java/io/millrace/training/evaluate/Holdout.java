package io.millrace.training.evaluate;

import io.millrace.problem.Problem;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The rows that models are measured on, all by the same rules.
 *
 * @param truth a class's position, or the value, in the order of time
 */
@SuppressWarnings("ArrayRecordComponent") // a column, never compared
public record Holdout(Problem problem, List<String> classes, double[] truth) {

  /**
   * @param scores of these rows, by a model that may know other classes
   */
  public Measured measure(Scores scores) {
    return Measured.of(classes.isEmpty() ? numbers(scores) : classes(scores));
  }

  /** The positive class where there are two: the problem's own, or the last. */
  public OptionalInt positive() {
    if (classes.size() != 2) {
      return OptionalInt.empty();
    }
    int named = problem.define().positive().map(classes::indexOf).orElse(-1);
    return OptionalInt.of(named < 0 ? 1 : named);
  }

  private Answers numbers(Scores scores) {
    double[] answer = new double[truth.length];
    Arrays.setAll(answer, scores::value);
    return new NumberAnswers(truth, answer);
  }

  private Answers classes(Scores scores) {
    int width = classes.size();
    int[] theirs = classes.stream().mapToInt(scores.classes()::indexOf).toArray();
    int[] answer = new int[truth.length];
    float[] probabilities = new float[truth.length * width];
    for (int row = 0; row < truth.length; row++) {
      answer[row] = classes.indexOf(scores.label(row));
      for (int cls = 0; cls < width; cls++) {
        probabilities[row * width + cls] =
            theirs[cls] < 0 ? 0 : scores.probability(row, theirs[cls]);
      }
    }
    return answers(answer, probabilities);
  }

  /** Of classes. */
  Answers answers(int[] answer, float[] probabilities) {
    int[] positions = Arrays.stream(truth).mapToInt(position -> (int) position).toArray();
    return new ClassAnswers(classes.size(), positive(), positions, answer, probabilities);
  }
}
