package io.millrace.problem;

import io.millrace.problem.Train.Algorithm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a training looks for the parameters of its models.
 *
 * @param space what is varied, by algorithm and parameter; an algorithm that is not here has a
 *     space of its own
 * @param metric by which trials are compared; its direction is the goal
 */
public record Search(
    Sampling sampling,
    Map<Algorithm, Map<String, Distribution>> space,
    Metric metric,
    EarlyTermination earlyTermination,
    Limits limits) {

  /** How often a trial is evaluated, if it has as many steps. */
  public static final int EVALUATIONS = 36;

  public Search {
    space = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(space));
  }

  /** How the next trial's parameters are found. */
  public enum Sampling {
    RANDOM,
    /** Low-discrepancy points, which cover the space more evenly than chance does. */
    SOBOL,
    /** Every combination. */
    GRID,
    /** By a tree-structured Parzen estimator, from what the trials so far have reached. */
    BAYESIAN;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * When it ends.
   *
   * @param trials of all algorithms together; the defaults of each are tried in any case
   * @param concurrent how many trials are under way at a time, however many cores there are: part
   *     of what decides which model is found
   * @param trialTimeout of the clock, so that what is found is no longer a matter of the seed alone
   * @param timeout of the clock, as {@code trialTimeout}
   */
  public record Limits(
      int trials, int concurrent, Optional<Duration> trialTimeout, Optional<Duration> timeout) {}
}
