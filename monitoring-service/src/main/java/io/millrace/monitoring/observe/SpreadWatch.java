package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.monitoring.compare.Spread;
import io.millrace.problem.Problem;
import io.millrace.scoring.baseline.AnswersByBin;
import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.BinSums;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells how answers lie in the bins that their version's baseline has of each feature. */
final class SpreadWatch {

  private final Problem problem;
  private final Baselines baselines;

  SpreadWatch(Problem problem, Baselines baselines) {
    this.problem = problem;
    this.baselines = baselines;
  }

  /**
   * With further predictions of a version. Where its baseline cannot be had now they are left out:
   * what is not of all of a window has no verdict.
   */
  Spread with(int version, Spread before, List<Prediction> rows) {
    if (!problem.monitor().drift().attribution() || rows.isEmpty()) {
      return before;
    }
    return switch (baselines.find(problem.name(), version)) {
      case Baselines.Found.Here(var baseline) -> with(baseline, before, rows);
      case Baselines.Found.Absent _, Baselines.Found.Unreachable _ -> before;
    };
  }

  private static Spread with(Baseline baseline, Spread before, List<Prediction> rows) {
    Attribution attribution = baseline.attribution();
    if (attribution == null) {
      return before;
    }
    double[] answers = answers(attribution, baseline.classes(), rows);
    Map<String, BinSums> features = new LinkedHashMap<>();
    attribution
        .features()
        .forEach(
            (name, bins) -> {
              BinSums sums = sums(bins, before.features().get(name));
              sums.add(places(bins, rows, row -> row.features().get(name)), answers);
              features.put(name, sums);
            });
    return new Spread(before.rows() + rows.size(), features);
  }

  private static BinSums sums(AnswersByBin bins, @Nullable BinSums before) {
    return before != null && before.bins() == bins.bins().size()
        ? BinSums.of(before.flat())
        : BinSums.empty(bins.bins().size());
  }

  private static int[] places(
      AnswersByBin bins, List<Prediction> rows, Function<Prediction, @Nullable Object> value) {
    return bins.ends() == null
        ? bins.places(
            rows.stream().map(row -> WindowSketch.word(value.apply(row))).toArray(String[]::new))
        : bins.places(
            rows.stream().mapToDouble(row -> WindowSketch.number(value.apply(row))).toArray());
  }

  private static double[] answers(
      Attribution attribution, List<String> classes, List<Prediction> rows) {
    return rows.stream()
        .mapToDouble(row -> attribution.standard(answer(attribution.weights(), classes, row)))
        .toArray();
  }

  /** NaN for none. */
  private static double answer(List<Double> weights, List<String> classes, Prediction row) {
    if (weights.isEmpty()) {
      return row.value() == null ? Double.NaN : row.value();
    }
    Map<String, Double> said = row.probabilities();
    if (said == null) {
      return Double.NaN;
    }
    double answer = 0;
    for (int i = 0; i < weights.size(); i++) {
      answer += weights.get(i) * said.getOrDefault(classes.get(i), 0.0);
    }
    return answer;
  }
}
