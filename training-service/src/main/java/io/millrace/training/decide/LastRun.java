package io.millrace.training.decide;

import java.time.Instant;

/**
 * How the last training of a problem ended.
 *
 * @param labels how many ground truths had landed when it started
 */
public record LastRun(End end, Instant endedAt, long labels) {

  /** The ways to end. */
  public enum End {
    REGISTERED,
    REJECTED,
    /** Nothing was learned: the rows do not suffice to tell a good model from a bad one. */
    WAITS_FOR_DATA,
    FAILED,
    /** A person did not want it. */
    CANCELLED
  }
}
