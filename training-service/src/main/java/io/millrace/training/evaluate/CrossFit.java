package io.millrace.training.evaluate;

import io.millrace.scoring.baseline.ExpectedLoss;
import io.millrace.scoring.baseline.LossTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits trees to a loss, and sees by rows that they were not fitted to how many of them are of use,
 * and how far what they say is to be believed. The rows are parted into spans of time, each of
 * which is foretold by the others.
 */
final class CrossFit {

  private static final int SPANS = 5;
  private static final int MOST_TREES = 40;

  /** Trees that fit too timidly are believed by so much more, at most. */
  private static final double BOLDEST = 1.5;

  private final List<Boosting.Column> columns;

  /**
   * @param columns by input
   */
  CrossFit(List<Boosting.Column> columns) {
    this.columns = columns;
  }

  ExpectedLoss.Trees of(double[] loss) {
    double[][] foretold = foretold(loss);
    int useful = mostUseful(foretold, loss);
    double[] best = foretold[useful];
    Boosting whole = new Boosting(columns, loss, IntStream.range(0, loss.length).toArray());
    for (int i = 0; i < useful; i++) {
      whole.grow();
    }
    double belief = Math.clamp(slope(best, loss), 0, BOLDEST);
    double level = mean(loss) - belief * mean(best);
    List<LossTree> trees = new ArrayList<>();
    whole.trees().forEach(tree -> trees.add(tree.times(belief)));
    return new ExpectedLoss.Trees(level + belief * whole.base(), belief == 0 ? List.of() : trees);
  }

  /** By number of trees, what is said of each row by trees that were not fitted to it. */
  private double[][] foretold(double[] loss) {
    int rows = loss.length;
    double[][] foretold = new double[MOST_TREES + 1][rows];
    int[][] bins = bins(rows);
    for (int span = 0; span < SPANS; span++) {
      int from = (int) ((long) span * rows / SPANS);
      int to = (int) ((long) (span + 1) * rows / SPANS);
      int[] others = IntStream.range(0, rows).filter(row -> row < from || row >= to).toArray();
      Boosting boosting = new Boosting(columns, loss, others);
      Arrays.fill(foretold[0], from, to, boosting.base());
      for (int count = 1; count <= MOST_TREES; count++) {
        LossTree tree = boosting.grow();
        for (int row = from; row < to; row++) {
          foretold[count][row] = foretold[count - 1][row] + tree.of(bins[row]);
        }
      }
    }
    return foretold;
  }

  private int[][] bins(int rows) {
    int[][] bins = new int[rows][columns.size()];
    for (int row = 0; row < rows; row++) {
      for (int input = 0; input < columns.size(); input++) {
        bins[row][input] = columns.get(input).bins()[row];
      }
    }
    return bins;
  }

  private static int mostUseful(double[][] foretold, double[] loss) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int count = 0; count < foretold.length; count++) {
      double off = squares(foretold[count], loss);
      if (off < least) {
        least = off;
        best = count;
      }
    }
    return best;
  }

  private static double squares(double[] said, double[] is) {
    double sum = 0;
    for (int row = 0; row < is.length; row++) {
      sum += (said[row] - is[row]) * (said[row] - is[row]);
    }
    return sum;
  }

  /** By how much a loss is larger, for each by which it was foretold to be. */
  private static double slope(double[] said, double[] is) {
    double meanSaid = mean(said);
    double meanIs = mean(is);
    double shared = 0;
    double variance = 0;
    for (int row = 0; row < is.length; row++) {
      shared += (said[row] - meanSaid) * (is[row] - meanIs);
      variance += (said[row] - meanSaid) * (said[row] - meanSaid);
    }
    return variance > 0 ? shared / variance : 0;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
