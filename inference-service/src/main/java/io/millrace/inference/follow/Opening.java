package io.millrace.inference.follow;

/** What becomes of the wish to follow. */
public sealed interface Opening {

  /**
   * @param follower to be closed by who asked
   */
  record Opened(Follower follower) implements Opening {}

  /** There are as many followers as there is room for. */
  record Full() implements Opening {}

  /** The log cannot be read for the moment. */
  record Unreadable() implements Opening {}
}
