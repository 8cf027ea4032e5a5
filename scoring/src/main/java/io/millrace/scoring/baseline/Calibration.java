package io.millrace.scoring.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a class was true where a model said how probable it is, on rows that the model had not
 * seen: of each class a curve that never falls, by isotonic regression (Zadrozny and Elkan 2002,
 * Transforming Classifier Scores into Accurate Multiclass Probability Estimates).
 *
 * @param curves in the order of the baseline's classes
 */
public record Calibration(List<Curve> curves) {

  /** Of more classes there are too few rows of each to learn from. */
  public static final int MOST_CLASSES = 50;

  /** Neighbouring points are taken together beyond so many. */
  private static final int POINTS = 50;

  public Calibration {
    curves = List.copyOf(curves);
  }

  /** What a model said of its rows. */
  @FunctionalInterface
  public interface Probabilities {
    double of(int row, int cls);
  }

  /**
   * @param truth the true class of each row, by its position
   */
  public static Calibration of(int classes, int[] truth, Probabilities said) {
    return new Calibration(
        IntStream.range(0, classes).mapToObj(cls -> curve(cls, truth, said)).toList());
  }

  private static Curve curve(int cls, int[] truth, Probabilities said) {
    int[] order =
        IntStream.range(0, truth.length)
            .boxed()
            .sorted((a, b) -> Double.compare(said.of(a, cls), said.of(b, cls)))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Pool> pools = new ArrayList<>();
    for (int row : order) {
      Pool pool = new Pool(1, said.of(row, cls), truth[row] == cls ? 1 : 0);
      while (!pools.isEmpty() && !pools.getLast().isBelow(pool)) {
        pool = pools.removeLast().plus(pool);
      }
      pools.add(pool);
    }
    List<Pool> fewer = Pool.atMost(POINTS, pools);
    return new Curve(
        fewer.stream().map(Pool::probability).toList(), fewer.stream().map(Pool::share).toList());
  }

  /**
   * What the probabilities that a model gives a row amount to.
   *
   * @param said by class
   * @return by class, 1 in all
   */
  public double[] of(double[] said) {
    double[] shares = new double[said.length];
    double sum = 0;
    for (int cls = 0; cls < shares.length; cls++) {
      shares[cls] = curves.get(cls).share(said[cls]);
      sum += shares[cls];
    }
    for (int cls = 0; cls < shares.length; cls++) {
      shares[cls] = sum > 0 ? shares[cls] / sum : said[cls];
    }
    return shares;
  }

  /**
   * Points of a line that never falls.
   *
   * @param probabilities that were said, ascending
   * @param shares of the rows there that were of the class
   */
  public record Curve(List<Double> probabilities, List<Double> shares) {

    public Curve {
      probabilities = List.copyOf(probabilities);
      shares = List.copyOf(shares);
      if (probabilities.size() != shares.size() || probabilities.isEmpty()) {
        throw new IllegalArgumentException(
            "%d probabilities and %d shares; as many of both are needed, and one at least"
                .formatted(probabilities.size(), shares.size()));
      }
    }

    double share(double probability) {
      int above = 0;
      while (above < probabilities.size() && probabilities.get(above) < probability) {
        above++;
      }
      if (above == 0 || above == probabilities.size()) {
        return shares.get(Math.max(0, above - 1));
      }
      double from = probabilities.get(above - 1);
      double to = probabilities.get(above);
      double way = (probability - from) / (to - from);
      return shares.get(above - 1) + way * (shares.get(above) - shares.get(above - 1));
    }
  }

  /** Rows that were said to be about equally probable. */
  private record Pool(long rows, double said, long there) {

    Pool plus(Pool other) {
      return new Pool(rows + other.rows, said + other.said, there + other.there);
    }

    boolean isBelow(Pool other) {
      return probability() < other.probability() && share() < other.share();
    }

    double probability() {
      return said / rows;
    }

    double share() {
      return (double) there / rows;
    }

    /** As many rows in each, about. */
    static List<Pool> atMost(int most, List<Pool> pools) {
      long all = pools.stream().mapToLong(Pool::rows).sum();
      List<Pool> fewer = new ArrayList<>();
      long before = 0;
      for (Pool pool : pools) {
        boolean joins =
            pools.size() > most
                && !fewer.isEmpty()
                && before * most / all == (before - fewer.getLast().rows) * most / all;
        fewer.add(joins ? fewer.removeLast().plus(pool) : pool);
        before += pool.rows;
      }
      return fewer;
    }
  }
}
