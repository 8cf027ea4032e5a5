package io.millrace.training.evaluate;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the best of the candidates is to serve. */
public sealed interface Verdict {

  /** The best candidate's place in the list. */
  int best();

  record Wins(int best) implements Verdict {}

  /**
   * @param reason a plain sentence: the bar it missed, or the champion that is as good
   */
  record Loses(int best, String reason) implements Verdict {}

  /**
   * The best candidate, the earliest of equals, has to meet the bar and to be strictly better than
   * the champion.
   *
   * @param candidates each one's metrics on the holdout; not empty
   * @param champion the champion's on the same holdout; empty where there is none to compare with
   */
  static Verdict of(
      Define define, List<Map<String, Double>> candidates, Optional<Map<String, Double>> champion) {
    Metric metric = define.primaryMetric();
    int best = 0;
    for (int i = 1; i < candidates.size(); i++) {
      if (metric.isBetter(value(candidates.get(i), metric), value(candidates.get(best), metric))) {
        best = i;
      }
    }
    double reached = value(candidates.get(best), metric);
    Optional<Define.Success> bar = define.success();
    if (bar.isPresent() && !bar.get().isMetBy(reached)) {
      return new Loses(
          best,
          "%s of %.4f misses the bar: %s %.4f"
              .formatted(
                  metric.word(),
                  reached,
                  metric.higherIsBetter() ? "at least" : "at most",
                  bar.get().bound()));
    }
    double toBeat = champion.map(metrics -> value(metrics, metric)).orElse(Double.NaN);
    if (champion.isPresent() && !metric.isBetter(reached, toBeat)) {
      return new Loses(
          best,
          "%s of %.4f is no better than the %.4f of the model that serves"
              .formatted(metric.word(), reached, toBeat));
    }
    return new Wins(best);
  }

  private static double value(Map<String, Double> metrics, Metric metric) {
    return metrics.getOrDefault(metric.word(), Double.NaN);
  }
}
