package io.millrace.training.evaluate;

import io.millrace.scoring.baseline.LossInput;
import io.millrace.scoring.baseline.LossTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trees that are grown one after the other, each on what those before left over (Friedman 2001,
 * Greedy Function Approximation: A Gradient Boosting Machine). They are our own, and not XGBoost's:
 * what a service without native code has to read stays small and plain, words are told apart as
 * they are, and a fit of some thousand rows takes a moment.
 */
final class Boosting {

  private static final int DEPTH = 3;
  private static final int NODES = (1 << DEPTH) - 1;
  private static final double RATE = 0.2;

  /** Values are drawn towards 0 as if so many rows more had none. */
  private static final double TIMID = 5;

  private static final int BINS = LossInput.BINS + 1;

  private final List<Column> columns;
  private final int[] rows;
  private final double[] left;
  private final double base;
  private final int least;
  private final List<LossTree> trees = new ArrayList<>();

  /**
   * What rows are parted by.
   *
   * @param bins of each row
   * @param isOrdered whether neighbouring bins are alike, as those of numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // a column, handed on and never compared
  record Column(int[] bins, boolean isOrdered) {}

  /**
   * @param rows that are learned from
   */
  Boosting(List<Column> columns, double[] loss, int[] rows) {
    this.columns = columns;
    this.rows = rows;
    this.base = Arrays.stream(rows).mapToDouble(row -> loss[row]).average().orElse(0);
    this.left = Arrays.stream(loss).map(value -> value - base).toArray();
    this.least = Math.max(20, rows.length / 100);
  }

  double base() {
    return base;
  }

  List<LossTree> trees() {
    return trees;
  }

  /**
   * How the rows of a node are parted.
   *
   * @param left a bit for each bin
   * @param rows how many go to the left
   */
  private record Cut(int input, long left, int rows, double gain) {
    static final Cut NONE = new Cut(LossTree.NONE, -1, 0, 0);
  }

  LossTree grow() {
    int[][] members = new int[2 * NODES + 1][];
    List<Integer> inputs = new ArrayList<>(NODES);
    List<Long> bins = new ArrayList<>(NODES);
    members[0] = rows;
    for (int node = 0; node < NODES; node++) {
      Cut cut = cut(members[node]);
      inputs.add(cut.input());
      bins.add(cut.left());
      members[2 * node + 1] = side(members[node], cut, true);
      members[2 * node + 2] = side(members[node], cut, false);
    }
    List<Double> values = new ArrayList<>(NODES + 1);
    for (int leaf = NODES; leaf < members.length; leaf++) {
      double value = RATE * sum(members[leaf]) / (members[leaf].length + TIMID);
      values.add(value);
      for (int row : members[leaf]) {
        left[row] -= value;
      }
    }
    LossTree tree = new LossTree(inputs, bins, values);
    trees.add(tree);
    return tree;
  }

  private int[] side(int[] members, Cut cut, boolean isLeft) {
    if (cut.input() == LossTree.NONE) {
      return isLeft ? members : new int[0];
    }
    int[] column = columns.get(cut.input()).bins();
    return Arrays.stream(members)
        .filter(row -> (cut.left() >>> column[row] & 1) == 1 == isLeft)
        .toArray();
  }

  private double sum(int[] members) {
    double sum = 0;
    for (int row : members) {
      sum += left[row];
    }
    return sum;
  }

  private Cut cut(int[] members) {
    Cut best = Cut.NONE;
    if (members.length < 2 * least) {
      return best;
    }
    for (int input = 0; input < columns.size(); input++) {
      Cut cut = new Bins(columns.get(input), members, left).cut(input, least);
      best = cut.gain() > best.gain() ? cut : best;
    }
    return best;
  }

  /** What lies in each bin. */
  private static final class Bins {

    private final boolean areOrdered;
    private final int[] counts = new int[BINS];
    private final double[] sums = new double[BINS];
    private final int count;
    private final double sum;

    Bins(Column column, int[] members, double[] left) {
      areOrdered = column.isOrdered();
      for (int row : members) {
        counts[column.bins()[row]]++;
        sums[column.bins()[row]] += left[row];
      }
      count = members.length;
      sum = Arrays.stream(sums).sum();
    }

    /**
     * Numbers are parted in their order, what is missing being lowest or highest; words in the
     * order of what is left over for each, which has the best there is (Fisher 1958, On Grouping
     * for Maximum Homogeneity).
     */
    Cut cut(int input, int least) {
      if (!areOrdered) {
        return cut(input, least, byMean());
      }
      Cut highest = cut(input, least, IntStream.range(0, BINS).toArray());
      if (counts[LossInput.MISSING] == 0) {
        return highest;
      }
      int[] lowestFirst =
          IntStream.concat(IntStream.of(LossInput.MISSING), IntStream.range(0, LossInput.MISSING))
              .toArray();
      Cut lowest = cut(input, least, lowestFirst);
      return lowest.gain() > highest.gain() ? lowest : highest;
    }

    private int[] byMean() {
      return IntStream.range(0, BINS)
          .filter(bin -> counts[bin] > 0)
          .boxed()
          .sorted(Comparator.comparingDouble(bin -> sums[bin] / counts[bin]))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    private Cut cut(int input, int least, int[] order) {
      Cut best = Cut.NONE;
      int before = 0;
      double sumBefore = 0;
      long bins = 0;
      for (int bin : order) {
        before += counts[bin];
        sumBefore += sums[bin];
        bins |= 1L << bin;
        if (before >= least && count - before >= least) {
          double gain =
              worth(sumBefore, before) + worth(sum - sumBefore, count - before) - worth(sum, count);
          best = gain > best.gain() ? new Cut(input, bins, before, gain) : best;
        }
      }
      return new Cut(best.input(), best.left() | unseen(best), best.rows(), best.gain());
    }

    /** What no row has here goes where most rows go. */
    private long unseen(Cut cut) {
      long bins = 0;
      for (int bin = areOrdered ? LossInput.MISSING : 0; bin < BINS; bin++) {
        bins |= counts[bin] == 0 && 2 * cut.rows() > count ? 1L << bin : 0;
      }
      return bins;
    }
  }

  private static double worth(double sum, int count) {
    return sum * sum / (count + TIMID);
  }
}
