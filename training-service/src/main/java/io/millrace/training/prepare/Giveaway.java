package io.millrace.training.prepare;

import io.millrace.event.Feature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Features that are the target, or predict it alone nearly without error. Where repeating the last
 * target is right as often, a good feature is no surprise, and nothing is said.
 */
final class Giveaway {

  /** Above it, one feature alone is too good to be an honest one. */
  static final double SUSPECT_AUC = 0.995;

  static final double SUSPECT_R2 = 0.98;

  private static final double SAME = 0.999;
  private static final int OF_A_CLASS = 10;

  private final Sample sample;
  private final String target;
  private final double trivial;

  Giveaway(Sample sample, String target) {
    this.sample = sample;
    this.target = target;
    this.trivial = score(sample.previous());
  }

  List<Warning> of(Feature feature, double[] column) {
    String name = feature.name();
    if (isTarget(column)) {
      return List.of(
          new Warning(
              "target:" + name,
              "Feature '%s' is the target %s under another name: no event will have it when a prediction is asked for; leave it out of data.features."
                  .formatted(name, target)));
    }
    double score = score(column);
    double bound = sample.isRegression() ? SUSPECT_R2 : SUSPECT_AUC;
    return score >= bound && 1 - score < (1 - trivial) / 2
        ? List.of(
            new Warning(
                "leak:" + name,
                "Feature '%s' alone predicts %s with %s of %.3f on rows that its model had not seen: make sure that it is known before %s is; if not, leave it out of data.features."
                    .formatted(
                        name, target, sample.isRegression() ? "an R2" : "an AUC", score, target)))
        : List.of();
  }

  /** Equal to it, or each class with a value of its own. */
  private boolean isTarget(double[] column) {
    return sample.isRegression() ? isEqual(column) : isRenamed(column);
  }

  private boolean isEqual(double[] column) {
    long same = 0;
    for (int row = 0; row < column.length; row++) {
      double truth = sample.targets()[row];
      same += Math.abs(column[row] - truth) <= 1e-6 * Math.max(1, Math.abs(truth)) ? 1 : 0;
    }
    return same >= SAME * column.length;
  }

  private boolean isRenamed(double[] column) {
    Map<Double, Map<Double, Integer>> counts = new HashMap<>();
    for (int row = 0; row < column.length; row++) {
      counts
          .computeIfAbsent(column[row], _ -> new HashMap<>())
          .merge(sample.targets()[row], 1, Integer::sum);
      if (counts.size() > sample.classes().size()) {
        return false;
      }
    }
    long pure =
        counts.values().stream()
            .mapToLong(each -> each.values().stream().max(Integer::compare).orElse(0))
            .sum();
    long told =
        counts.values().stream()
            .map(each -> each.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow())
            .map(Map.Entry::getKey)
            .distinct()
            .count();
    return told == counts.size() && told >= 2 && pure >= SAME * column.length;
  }

  /** R2, or the mean of the classes' areas under the ROC curve. */
  private double score(double[] column) {
    Loner loner = new Loner(column);
    if (sample.isRegression()) {
      return loner.r2(sample.targets());
    }
    double[] areas = new double[sample.classes().size()];
    int counted = 0;
    for (int i = 0; i < areas.length; i++) {
      int label = i;
      double[] isOfClass =
          Arrays.stream(sample.targets()).map(truth -> truth == label ? 1 : 0).toArray();
      if (Arrays.stream(isOfClass).sum() >= OF_A_CLASS) {
        areas[counted++] = loner.auc(isOfClass);
      }
    }
    return Arrays.stream(areas, 0, counted).average().orElse(0.5);
  }
}
