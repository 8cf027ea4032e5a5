package io.millrace.training.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Features of two values that are seldom set, and then with one class: alone they predict little,
 * for they are silent most of the time, and yet they tell what only the target tells.
 */
final class Flags {

  private static final double PURE = 0.99;

  /** How likely such a run of one class is by chance, at most. */
  private static final double CHANCE = 1e-6;

  private final Sample sample;
  private final String target;
  private final List<Flag> telling = new ArrayList<>();
  private final List<Flag> others = new ArrayList<>();

  private record Flag(String feature, int set, int ofClass, int label) {}

  Flags(Sample sample, String target) {
    this.sample = sample;
    this.target = target;
  }

  void look(String feature, double[] column) {
    double[] values = Arrays.stream(column).distinct().limit(3).toArray();
    if (sample.isRegression() || values.length != 2) {
      return;
    }
    long first = Arrays.stream(column).filter(value -> same(value, values[0])).count();
    double set = 2 * first > column.length ? values[1] : values[0];
    int[] counts = new int[sample.classes().size()];
    int rows = 0;
    for (int row = 0; row < column.length; row++) {
      if (same(column[row], set)) {
        rows++;
        counts[(int) sample.targets()[row]]++;
      }
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    Flag flag = new Flag(feature, rows, counts[most], most);
    (isTelling(flag) ? telling : others).add(flag);
  }

  private static boolean same(double one, double other) {
    return Double.compare(one, other) == 0;
  }

  private boolean isTelling(Flag flag) {
    double share =
        Arrays.stream(sample.targets()).filter(truth -> truth == flag.label).count()
            / (double) sample.size();
    return flag.ofClass >= PURE * flag.set && Math.pow(share, flag.ofClass) < CHANCE;
  }

  /**
   * @param explained features that were found suspect before
   */
  List<Warning> findings(Set<String> explained) {
    List<Warning> found = new ArrayList<>();
    telling.removeIf(flag -> explained.contains(flag.feature));
    for (Flag flag : telling) {
      found.add(
          new Warning(
              "flag:" + flag.feature,
              "Feature '%s' is set in %,d of %,d rows, and %s is %s in %,d of these: it may be written down together with %s; if so, leave it out of data.features."
                  .formatted(
                      flag.feature,
                      flag.set,
                      sample.size(),
                      target,
                      sample.classes().get(flag.label),
                      flag.ofClass,
                      target)));
    }
    int most = telling.stream().mapToInt(Flag::set).max().orElse(0);
    for (Flag flag : others) {
      if (telling.size() >= 2 && flag.set <= most) {
        found.add(
            new Warning(
                "flag-like:" + flag.feature,
                "Feature '%s' is a flag as seldom set as %s, which tell %s: if it is written down together with them, leave it out of data.features."
                    .formatted(
                        flag.feature,
                        String.join(", ", telling.stream().map(Flag::feature).toList()),
                        target)));
      }
    }
    return found;
  }
}
