package io.millrace.training.search;

import io.millrace.training.train.TrainingSet;
import java.util.OptionalInt;

/**
 * Which of the latest training rows tell a learner when to stop. A fifth of them, or as many more,
 * up to half, as it takes to see every class: a night in which nobody comes would teach it to stop
 * at once.
 */
final class ValidationTail {

  private static final int FEWEST_ROWS = 100;
  private static final double SHARE = 0.2;
  private static final double LARGEST_SHARE = 0.5;
  private static final double STEP = 0.05;
  private static final int SEEN = 5;

  private ValidationTail() {}

  /** The tail's first row; empty where no tail is good enough. */
  static OptionalInt start(TrainingSet set) {
    if (set.rows() < FEWEST_ROWS) {
      return OptionalInt.empty();
    }
    for (double share = SHARE; share <= LARGEST_SHARE; share += STEP) {
      int start = set.rows() - (int) Math.round(set.rows() * share);
      if (set.isRegression() || showsEveryClass(set, start)) {
        return OptionalInt.of(start);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean showsEveryClass(TrainingSet set, int start) {
    int[] head = new int[set.classes()];
    int[] tail = new int[set.classes()];
    for (int row = 0; row < set.rows(); row++) {
      (row < start ? head : tail)[(int) set.targets()[row]]++;
    }
    for (int i = 0; i < set.classes(); i++) {
      int all = head[i] + tail[i];
      if (all >= 2 && (head[i] == 0 || tail[i] < Math.min(SEEN, all / 2))) {
        return false;
      }
    }
    return true;
  }
}
