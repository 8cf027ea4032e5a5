package io.millrace.training.evaluate;

import io.millrace.problem.Metric;
import io.millrace.problem.Problem;
import io.millrace.scoring.model.Scores;
import io.millrace.training.prepare.Part;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The rows that models are measured on, all by the same rules.
 *
 * @param truth a class's position, or the value
 */
@SuppressWarnings("ArrayRecordComponent") // a column, never compared
public record Holdout(Problem problem, List<String> classes, double[] truth) {

  /** Every metric of the task, by its word. */
  public Map<String, Double> measure(Scores scores) {
    return measure(Answers.of(scores, truth, classes));
  }

  /** The metrics of answering the same each time: the most frequent class, or the mean. */
  public Map<String, Double> naive(Part training) {
    double[] answer = new double[truth.length];
    double[] ofTruth = new double[truth.length];
    if (classes.isEmpty()) {
      Arrays.fill(answer, Arrays.stream(training.targets()).average().orElse(0));
    } else {
      double[] shares = new double[classes.size()];
      Arrays.stream(training.targets())
          .forEach(target -> shares[(int) target] += 1.0 / training.size());
      int most = 0;
      for (int i = 1; i < shares.length; i++) {
        most = shares[i] > shares[most] ? i : most;
      }
      Arrays.fill(answer, most);
      Arrays.setAll(ofTruth, row -> shares[(int) truth[row]]);
    }
    return measure(new Answers(truth, answer, ofTruth));
  }

  /** The positive class where there are two: the problem's own, or the last. */
  public OptionalInt positive() {
    if (classes.size() != 2) {
      return OptionalInt.empty();
    }
    int named = problem.define().positive().map(classes::indexOf).orElse(-1);
    return OptionalInt.of(named < 0 ? 1 : named);
  }

  private Map<String, Double> measure(Answers answers) {
    Map<Metric, Double> metrics =
        switch (problem.define().task()) {
          case CLASSIFICATION -> new ClassMetrics(answers, classes.size(), positive()).all();
          case REGRESSION -> new RegressionMetrics(answers).all();
        };
    Map<String, Double> byWord = new LinkedHashMap<>();
    metrics.forEach((metric, value) -> byWord.put(metric.word(), value));
    return byWord;
  }
}
