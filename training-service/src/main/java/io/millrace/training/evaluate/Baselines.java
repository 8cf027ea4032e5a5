package io.millrace.training.evaluate;

import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.NumberAnswers;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model's metrics are worth: those of answers that take no learning.
 *
 * @param constant the same answer each time, which is the training part's most frequent class or
 *     its mean
 * @param last the true value of the row before, as if it were known at once
 */
public record Baselines(Measured constant, Measured last) {

  /**
   * @param training the true values of the rows before the holdout, in the order of time
   */
  public static Baselines of(double[] training, Holdout holdout) {
    double[] before = before(training, holdout.truth());
    return holdout.classes().isEmpty()
        ? new Baselines(mean(training, holdout), numbers(before, holdout))
        : new Baselines(majority(training, holdout), certain(before, holdout));
  }

  /** The metrics, by the baseline's name. */
  public Map<String, Map<String, Double>> byName() {
    boolean numbers = constant.answers() instanceof NumberAnswers;
    Map<String, Map<String, Double>> byName = new LinkedHashMap<>();
    byName.put(numbers ? "mean" : "majority", constant.metrics());
    byName.put("last-value", last.metrics());
    return Collections.unmodifiableMap(byName);
  }

  private static double[] before(double[] training, double[] truth) {
    double[] before = new double[truth.length];
    before[0] = training[training.length - 1];
    System.arraycopy(truth, 0, before, 1, truth.length - 1);
    return before;
  }

  private static Measured mean(double[] training, Holdout holdout) {
    double[] answer = new double[holdout.truth().length];
    Arrays.fill(answer, Arrays.stream(training).average().orElse(0));
    return numbers(answer, holdout);
  }

  private static Measured numbers(double[] answer, Holdout holdout) {
    return Measured.of(new NumberAnswers(holdout.truth(), answer));
  }

  private static Measured majority(double[] training, Holdout holdout) {
    int classes = holdout.classes().size();
    int[] counts = new int[classes];
    Arrays.stream(training).forEach(cls -> counts[(int) cls]++);
    int most = 0;
    for (int cls = 1; cls < classes; cls++) {
      most = counts[cls] > counts[most] ? cls : most;
    }
    int[] answer = new int[holdout.truth().length];
    float[] probabilities = new float[answer.length * classes];
    Arrays.fill(answer, most);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) counts[i % classes] / training.length;
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
