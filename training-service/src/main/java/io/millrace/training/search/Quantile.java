package io.millrace.training.search;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.Choice;
import io.millrace.problem.Distribution.LogNormal;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Distribution.Normal;
import io.millrace.problem.Distribution.QLogNormal;
import io.millrace.problem.Distribution.QLogUniform;
import io.millrace.problem.Distribution.QNormal;
import io.millrace.problem.Distribution.QUniform;
import io.millrace.problem.Distribution.RandInt;
import io.millrace.problem.Distribution.Uniform;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** A distribution's value at a share: drawn evenly from 0 to 1, shares give the distribution. */
final class Quantile {

  private static final NormalDistribution STANDARD = new NormalDistribution(0, 1);
  private static final double LEAST = 1e-9;

  private Quantile() {}

  static Object of(Distribution distribution, double share) {
    return switch (distribution) {
      case Choice(var values) -> values.get(part(share, values.size()));
      case RandInt(int upper) -> part(share, upper);
      case Uniform(double min, double max) -> between(min, max, share);
      case QUniform(double min, double max, double q) -> rounded(between(min, max, share), q);
      case LogUniform(double min, double max) -> logBetween(min, max, share);
      case QLogUniform(double min, double max, double q) -> rounded(logBetween(min, max, share), q);
      case Normal(double mu, double sigma) -> normal(mu, sigma, share);
      case QNormal(double mu, double sigma, double q) -> rounded(normal(mu, sigma, share), q);
      case LogNormal(double mu, double sigma) -> Math.exp(normal(mu, sigma, share));
      case QLogNormal(double mu, double sigma, double q) ->
          rounded(Math.exp(normal(mu, sigma, share)), q);
    };
  }

  /** Which of {@code count} equal parts a share is in. */
  static int part(double share, int count) {
    return Math.clamp((int) (share * count), 0, count - 1);
  }

  private static double between(double min, double max, double share) {
    return min + (max - min) * share;
  }

  private static double logBetween(double min, double max, double share) {
    return Math.exp(between(Math.log(min), Math.log(max), share));
  }

  private static double normal(double mu, double sigma, double share) {
    return mu + sigma * STANDARD.inverseCumulativeProbability(Math.clamp(share, LEAST, 1 - LEAST));
  }

  private static double rounded(double value, double q) {
    return Math.round(value / q) * q;
  }
}
