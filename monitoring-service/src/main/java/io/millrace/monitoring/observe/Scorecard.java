package io.millrace.monitoring.observe;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Metrics of labelled predictions, counted as training counts them. */
public final class Scorecard {

  private Scorecard() {}

  /** Whether it needs the probabilities of the classes that were not the true one. */
  static boolean looksAtEveryClass(Metric metric) {
    return metric == Metric.ROC_AUC || metric == Metric.PR_AUC || metric == Metric.BRIER;
  }

  /**
   * @param known the classes that the model tells apart; those that turn up are added
   * @return empty where the outcomes do not tell
   */
  public static OptionalDouble of(
      Metric metric, List<Outcome> outcomes, List<String> known, Define define) {
    List<Outcome> such =
        outcomes.stream()
            .filter(outcome -> (outcome.truth() == null) == metric.task().isOfNumbers())
            .filter(outcome -> !looksAtEveryClass(metric) || outcome.probabilities() != null)
            .toList();
    if (such.isEmpty()) {
      return OptionalDouble.empty();
    }
    Answers answers =
        switch (metric.task()) {
          case CLASSIFICATION -> classes(such, known, define);
          case REGRESSION, FORECASTING -> numbers(such);
        };
    double value = isTold(metric, answers) ? answers.value(metric) : Double.NaN;
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * While the positive class does not occur (an office's night), nothing can be said of how well it
   * is found; nor of how much is explained while nothing varies.
   */
  private static boolean isTold(Metric metric, Answers answers) {
    return switch (answers) {
      case ClassAnswers classes -> {
        boolean ofOne =
            metric == Metric.F1 || metric == Metric.PRECISION || metric == Metric.RECALL;
        yield !ofOne
            || classes.classes() > 2
            || classes.positive().stream()
                .anyMatch(one -> Arrays.stream(classes.truth()).anyMatch(cls -> cls == one));
      }
      case NumberAnswers numbers ->
          metric != Metric.R2 || Arrays.stream(numbers.truth()).distinct().count() > 1;
    };
  }

  private static NumberAnswers numbers(List<Outcome> outcomes) {
    return new NumberAnswers(
        outcomes.stream().mapToDouble(Outcome::actual).toArray(),
        outcomes.stream().mapToDouble(Outcome::predicted).toArray());
  }

  private static ClassAnswers classes(List<Outcome> outcomes, List<String> known, Define define) {
    TreeSet<String> all = new TreeSet<>(known);
    outcomes.forEach(outcome -> all.add(String.valueOf(outcome.truth())));
    List<String> classes = new ArrayList<>(all);
    int[] truth = new int[outcomes.size()];
    int[] answer = new int[outcomes.size()];
    float[] probabilities = new float[outcomes.size() * classes.size()];
    for (int row = 0; row < truth.length; row++) {
      Outcome outcome = outcomes.get(row);
      truth[row] = classes.indexOf(outcome.truth());
      answer[row] = classes.indexOf(outcome.label());
      for (int cls = 0; cls < classes.size(); cls++) {
        probabilities[row * classes.size() + cls] = outcome.probability(classes.get(cls));
      }
    }
    return new ClassAnswers(
        classes.size(), positive(classes, define), truth, answer, probabilities);
  }

  /** The positive class where there are two: the problem's own, or the last. */
  static OptionalInt positive(List<String> classes, Define define) {
    int named = define.positive().map(classes::indexOf).orElse(classes.size() - 1);
    return classes.size() > 2 || named < 0 ? OptionalInt.empty() : OptionalInt.of(named);
  }
}
