package io.millrace.monitoring.compare;

import java.util.function.DoubleUnaryOperator;

/**
 * What a test measured, before it is known how strict it has to be.
 *
 * @param test its name
 * @param p at most so often would chance alone give as much; 1 where it is of no consequence
 * @param critical the largest statistic that is put down to chance, or is of no consequence, where
 *     chance may speak with a given probability
 */
record Measurement(String test, double statistic, double p, DoubleUnaryOperator critical) {

  /** The same as one of several, any of which may speak (Bonferroni). */
  Measurement oneOf(int several) {
    return new Measurement(
        test,
        statistic,
        Math.min(1, p * several),
        level -> critical.applyAsDouble(level / several));
  }

  Finding at(String feature, double level) {
    return new Finding(feature, test, statistic, critical.applyAsDouble(level));
  }
}
