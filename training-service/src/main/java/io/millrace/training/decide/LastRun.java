package io.millrace.training.decide;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How the last training of a problem ended.
 *
 * @param labels how many ground truths had landed when it started
 * @param worth how many more are worth another run, by what this one has seen; empty where it does
 *     not say
 */
public record LastRun(End end, Instant endedAt, long labels, OptionalLong worth) {

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
