package io.millrace.monitoring.judge;

import io.millrace.monitoring.judge.Loss.Bar;

/**
 * What answers of two versions to the same events cost: sums of the costs, of their squares and of
 * their products.
 *
 * @param largest single cost so far
 */
public record Costs(
    long count,
    double champion,
    double challenger,
    double championSquares,
    double challengerSquares,
    double products,
    double largest) {

  static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0, 0);

  Costs plus(double ofChampion, double ofChallenger) {
    return moved(1, ofChampion, ofChallenger);
  }

  /** As if an event had not been counted. */
  Costs minus(double ofChampion, double ofChallenger) {
    return moved(-1, ofChampion, ofChallenger);
  }

  private Costs moved(int sign, double one, double other) {
    return new Costs(
        count + sign,
        champion + sign * one,
        challenger + sign * other,
        championSquares + sign * one * one,
        challengerSquares + sign * other * other,
        products + sign * one * other,
        Math.max(largest, Math.max(one, other)));
  }

  /** By how much the challenger's mean cost is above the bar; below 0 it is within it. */
  double excess(Bar bar) {
    return (challenger - bar.slope() * champion) / count - bar.offset();
  }

  /**
   * The variance of an event's excess. One event at the largest cost is counted in, so that two
   * versions that have not differed yet are not taken to never differ.
   *
   * @param most the largest cost there can be
   */
  double variance(Bar bar, double most) {
    double s = bar.slope();
    double mean = (challenger - s * champion) / count;
    double squares = challengerSquares - 2 * s * products + s * s * championSquares;
    double scale = Double.isFinite(most) ? most : largest;
    return Math.max(0, squares / count - mean * mean) + scale * scale / count;
  }
}
