package io.millrace.training.evaluate;

import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.NumberAnswers;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model's metrics are worth: those of answers that take no learning.
 *
 * @param constant the same answer each time, which is the training part's most frequent class or
 *     its mean
 * @param last the true value of the row before, of the same key where there is one, as if it were
 *     known at once; the constant before the first
 */
public record Baselines(Measured constant, Measured last) {

  /**
   * @param training the true values of the rows to learn from
   * @param previous the true value of the row before each of the holdout; NaN where there is none
   */
  public static Baselines of(double[] training, double[] previous, Holdout holdout) {
    if (holdout.classes().isEmpty()) {
      double mean = Arrays.stream(training).average().orElse(0);
      return new Baselines(same(mean, holdout), numbers(known(previous, mean), holdout));
    }
    int[] counts = counts(training, holdout.classes().size());
    int most = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
    return new Baselines(majority(most, counts, holdout), certain(known(previous, most), holdout));
  }

  /** The metrics, by the baseline's name. */
  public Map<String, Map<String, Double>> byName() {
    boolean numbers = constant.answers() instanceof NumberAnswers;
    Map<String, Map<String, Double>> byName = new LinkedHashMap<>();
    byName.put(numbers ? "mean" : "majority", constant.metrics());
    byName.put("last-value", last.metrics());
    return Collections.unmodifiableMap(byName);
  }

  private static double[] known(double[] previous, double otherwise) {
    return Arrays.stream(previous).map(value -> Double.isNaN(value) ? otherwise : value).toArray();
  }

  private static Measured same(double number, Holdout holdout) {
    double[] answer = new double[holdout.truth().length];
    Arrays.fill(answer, number);
    return numbers(answer, holdout);
  }

  private static Measured numbers(double[] answer, Holdout holdout) {
    return Measured.of(new NumberAnswers(holdout.truth(), answer));
  }

  private static int[] counts(double[] training, int classes) {
    int[] counts = new int[classes];
    Arrays.stream(training).forEach(cls -> counts[(int) cls]++);
    return counts;
  }

  private static Measured majority(int most, int[] counts, Holdout holdout) {
    int[] answer = new int[holdout.truth().length];
    float[] probabilities = new float[answer.length * counts.length];
    Arrays.fill(answer, most);
    float all = Arrays.stream(counts).sum();
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = counts[i % counts.length] / all;
    }
    return Measured.of(holdout.answers(answer, probabilities));
  }

  private static Measured certain(double[] classes, Holdout holdout) {
    int width = holdout.classes().size();
    int[] answer = Arrays.stream(classes).mapToInt(cls -> (int) cls).toArray();
    float[] probabilities = new float[answer.length * width];
    for (int row = 0; row < answer.length; row++) {
      probabilities[row * width + answer[row]] = 1;
    }
    Answers answers = holdout.answers(answer, probabilities);
    return Measured.of(answers);
  }
}
