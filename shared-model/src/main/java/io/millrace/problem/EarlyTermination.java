package io.millrace.problem;

/**
 * When a search gives a trial up before its end, by what the others had reached after as many
 * evaluations. A trial is only compared with trials of its own algorithm.
 */
public sealed interface EarlyTermination {

  /**
   * When a policy looks at a trial. A trial is evaluated up to {@value Search#EVALUATIONS} times,
   * evenly spread over its steps.
   *
   * @param interval every how many evaluations; for ASHA: at the first rung
   * @param delay how many evaluations come first
   */
  record Pace(int interval, int delay) {}

  /** No trial is given up. */
  record None() implements EarlyTermination {}

  /**
   * Asynchronous successive halving (Li et al., A System for Massively Parallel Hyperparameter
   * Tuning, 2018) by its stopping rule: at a rung, a trial goes on if it is among the best of those
   * that have come so far. Rungs are at delay + interval, delay + interval × factor, …
   *
   * @param reductionFactor one in so many goes on
   */
  record Asha(int reductionFactor, Pace pace) implements EarlyTermination {}

  /** Whether it is worse than the median of the others' running averages. */
  record MedianStopping(Pace pace) implements EarlyTermination {}

  /** Whether it is among the worst of those that have come as far. */
  record TruncationSelection(int percentage, Pace pace) implements EarlyTermination {}

  /** Whether it is too far from the best. */
  record Bandit(Slack slack, Pace pace) implements EarlyTermination {}

  /** How far from the best a trial may be. */
  sealed interface Slack {

    /** As a share: at a factor of 0.2, 0.8 suffices beside 0.96. */
    record Factor(double factor) implements Slack {}

    /** In the metric's own measure. */
    record Amount(double amount) implements Slack {}
  }
}
