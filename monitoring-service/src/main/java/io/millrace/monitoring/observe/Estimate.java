package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the metric is likely to have been over some predictions in a row, whether or not their truth
 * is known.
 *
 * @param predictions that it is an estimate of
 * @param from the earliest of their events
 * @param to the latest of their events
 */
public record Estimate(int modelVersion, double value, long predictions, Instant from, Instant to) {

  /**
   * What an estimate is made of: an {@link Expectation}'s sums over some predictions.
   *
   * @param from the earliest of their events
   * @param middle half of those that came first are not later
   * @param to the latest of their events
   */
  public record Piece(
      long predictions, Instant from, Instant middle, Instant to, List<Double> sums) {

    public Piece {
      sums = List.copyOf(sums);
    }

    static Piece of(List<Prediction> predictions, double[] sums) {
      List<Instant> times =
          predictions.stream()
              .map(Prediction::eventTime)
              .sorted(Comparator.naturalOrder())
              .toList();
      List<Double> all = new ArrayList<>(sums.length);
      for (double sum : sums) {
        all.add(sum);
      }
      return new Piece(
          times.size(), times.getFirst(), times.get(times.size() / 2), times.getLast(), all);
    }

    /** With what came after it. */
    Piece plus(Piece next) {
      List<Double> both = new ArrayList<>(sums.size());
      for (int i = 0; i < sums.size(); i++) {
        both.add(sums.get(i) + next.sums.get(i));
      }
      return new Piece(
          predictions + next.predictions,
          from.isBefore(next.from) ? from : next.from,
          middle,
          to.isAfter(next.to) ? to : next.to,
          both);
    }
  }
}
