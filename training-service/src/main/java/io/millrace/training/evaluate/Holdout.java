package io.millrace.training.evaluate;

import io.millrace.problem.Problem;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * Rows that models are measured on and do not learn from, all by the same rules.
 *
 * @param truth a class's position, or the value, in the order of time
 */
@SuppressWarnings("ArrayRecordComponent") // a column, never compared
public record Holdout(Problem problem, List<String> classes, double[] truth) {

  /** Other rows of the problem. */
  public Holdout of(double[] others) {
    return new Holdout(problem, classes, others);
  }

  /**
   * @param scores of these rows, by a model that may know other classes
   */
  public Measured measure(Scores scores) {
    return Measured.of(answers(scores));
  }

  /** As {@link #measure(Scores)}, before anything is counted. */
  public Answers answers(Scores scores) {
    return classes.isEmpty() ? numbers(scores::value) : classes(scores);
  }

  /**
   * @param predictions of these rows, row after row: a probability for each class, or the value
   */
  public Measured measure(float[] predictions) {
    int[] answer = new int[classes.isEmpty() ? 0 : truth.length];
    for (int i = 0; i < answer.length * classes.size(); i++) {
      int row = i / classes.size();
      int best = row * classes.size() + answer[row];
      answer[row] = predictions[i] > predictions[best] ? i % classes.size() : answer[row];
    }
    return Measured.of(
        classes.isEmpty() ? numbers(row -> predictions[row]) : answers(answer, predictions));
  }

  /** Some of these rows, by their positions. */
  public Holdout at(int[] rows) {
    return of(Arrays.stream(rows).mapToDouble(row -> truth[row]).toArray());
  }

  /** The positive class where there are two: the problem's own, or the last. */
  public OptionalInt positive() {
    if (classes.size() != 2) {
      return OptionalInt.empty();
    }
    int named = problem.define().positive().map(classes::indexOf).orElse(-1);
    return OptionalInt.of(named < 0 ? 1 : named);
  }

  private Answers numbers(IntToDoubleFunction answers) {
    double[] answer = new double[truth.length];
    Arrays.setAll(answer, answers);
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
