package io.millrace.starter.messaging;

/** How often what is sent to the broker, or made of what it sends, is there. */
public enum Guarantee {

  /** By idempotent producers and transactions. */
  EXACTLY_ONCE,

  /** Without either, for a broker that has none: a repeat has the id of the first. */
  AT_LEAST_ONCE
}
