package io.millrace.monitoring.judge;

import java.util.OptionalDouble;

/**
 * Means, variances and covariance of pairs of numbers, one by one (Welford 1962).
 *
 * @param squares of the champion's deviations from their mean, summed up
 * @param products of both deviations
 */
public record Moments(
    long count,
    double champion,
    double challenger,
    double squares,
    double challengerSquares,
    double products) {

  static final Moments NONE = new Moments(0, 0, 0, 0, 0, 0);

  Moments plus(double one, double other) {
    long more = count + 1;
    double off = one - champion;
    double otherOff = other - challenger;
    double mean = champion + off / more;
    double otherMean = challenger + otherOff / more;
    return new Moments(
        more,
        mean,
        otherMean,
        squares + off * (one - mean),
        challengerSquares + otherOff * (other - otherMean),
        products + off * (other - otherMean));
  }

  /** Of two constants 1 where they are the same; empty where only one is constant. */
  OptionalDouble correlation() {
    if (squares == 0 && challengerSquares == 0) {
      return OptionalDouble.of(champion == challenger ? 1 : 0);
    }
    double spread = Math.sqrt(squares * challengerSquares);
    return spread == 0 ? OptionalDouble.empty() : OptionalDouble.of(products / spread);
  }

  double shift() {
    double apart = Math.abs(challenger - champion);
    return apart == 0 ? 0 : apart / Math.sqrt(squares / count);
  }
}
