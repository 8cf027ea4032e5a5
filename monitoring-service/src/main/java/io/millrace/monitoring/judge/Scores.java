package io.millrace.monitoring.judge;

import io.millrace.problem.Metric;

/** How two versions stand by a metric, on the events whose truth is known. */
public record Scores(double champion, double challenger, Standing standing) {

  /** What can be said with confidence. */
  public enum Standing {
    OPEN,
    /** The challenger is worse by more than the tolerance. */
    WORSE,
    /** It is not. */
    GOOD
  }

  /** Whether the challenger is within the tolerance as far as is seen, with no confidence asked. */
  boolean isWithin(double tolerance, Metric metric) {
    double allowed = Math.abs(champion) * tolerance;
    return metric.higherIsBetter()
        ? challenger >= champion - allowed
        : challenger <= champion + allowed;
  }
}
