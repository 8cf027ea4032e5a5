package io.millrace.monitoring.observe;

import io.millrace.problem.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A version's latest predictions in a few pieces, of which estimates are made.
 *
 * @param metric that the pieces are for
 * @param pieces the earliest first; only the last may still grow
 */
public record EstimatePool(Metric metric, List<Estimate.Piece> pieces) {

  /** As many make a window, about. */
  private static final int PIECES = 4;

  public EstimatePool {
    pieces = List.copyOf(pieces);
  }

  static EstimatePool empty(Metric metric) {
    return new EstimatePool(metric, List.of());
  }

  /** Whether what it has can be added to. */
  boolean isOf(Metric other, int sums) {
    return metric == other && pieces.stream().allMatch(piece -> piece.sums().size() == sums);
  }

  /**
   * With one more, and without what a window of them does not need any more.
   *
   * @param window how many predictions an estimate is of, at least
   */
  EstimatePool add(Estimate.Piece next, int window) {
    List<Estimate.Piece> all = new ArrayList<>(pieces);
    boolean grows = !all.isEmpty() && !isWhole(all.getLast(), window);
    all.add(grows ? all.removeLast().plus(next) : next);
    long left = all.stream().mapToLong(Estimate.Piece::predictions).sum();
    while (left - all.getFirst().predictions() >= window) {
      left -= all.removeFirst().predictions();
    }
    return new EstimatePool(metric, all);
  }

  private static boolean isWhole(Estimate.Piece piece, int window) {
    return PIECES * piece.predictions() >= window;
  }

  /** Whether it is time for an estimate: none of its pieces will grow. */
  boolean isWhole(int window) {
    return isWhole(pieces.getLast(), window);
  }

  Estimate.Piece all() {
    return pieces.stream().reduce(Estimate.Piece::plus).orElseThrow();
  }

  /** Half of its earliest predictions are older. */
  Instant begin() {
    return pieces.getFirst().middle();
  }
}
