package io.millrace.training.decide;

/** What makes somebody look whether to train. */
public enum Trigger {
  /** Data or a drift came, a run ended, or a cooldown is over. */
  CHANGE,
  /** The problem's schedule says so. */
  SCHEDULE,
  /** A person asks. */
  REQUEST
}
