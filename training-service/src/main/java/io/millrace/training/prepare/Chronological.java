package io.millrace.training.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Judges on rows that came after those that were fitted on. */
record Chronological(Pool pool) {

  private static final double LARGEST_SHARE = 0.5;
  private static final double STEP = 0.05;
  private static final int SEEN = 5;

  /**
   * Judges on the latest rows. As many more than the share, up to half, as it takes to see every
   * class: a night in which nobody comes would show every model to be right that says so.
   *
   * @param first the share is of the rows from here on; earlier ones are fitted on
   */
  Optional<Parting> tail(double share, int first) {
    int rows = pool.size() - first;
    for (double part = share; part <= LARGEST_SHARE + 1e-9; part += STEP) {
      int start = pool.size() - (int) Math.round(rows * part);
      if (pool.classes() == 0 || showsEveryClass(first, start)) {
        return Optional.of(parting(start, pool.size())).filter(pool::tells);
      }
    }
    return Optional.empty();
  }

  private boolean showsEveryClass(int first, int start) {
    int[] head = new int[pool.classes()];
    int[] tail = new int[pool.classes()];
    for (int row = first; row < pool.size(); row++) {
      (row < start ? head : tail)[(int) pool.part().targets()[row]]++;
    }
    for (int i = 0; i < pool.classes(); i++) {
      int all = head[i] + tail[i];
      if (all >= 2 && (head[i] == 0 || tail[i] < Math.min(SEEN, all / 2))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Rolling origin: the rows are parted into one block more than folds, and each block but the
   * first is judged after fitting on all before it. Folds that tell no model from another are left
   * out.
   */
  List<Parting> rollingOrigin(int folds) {
    return rollingOrigin(folds, pool.size() / (folds + 1));
  }

  /** The same with blocks of so many rows at the end; all before the first is fitted on. */
  List<Parting> rollingOrigin(int folds, int block) {
    List<Parting> partings = new ArrayList<>();
    for (int left = folds; left > 0; left--) {
      int start = pool.size() - left * block;
      Parting parting = parting(start, start + block);
      if (pool.tells(parting)) {
        partings.add(parting);
      }
    }
    return partings;
  }

  private Parting parting(int start, int end) {
    return new Parting(IntStream.range(0, start).toArray(), IntStream.range(start, end).toArray())
        .apart(pool.groups());
  }
}
