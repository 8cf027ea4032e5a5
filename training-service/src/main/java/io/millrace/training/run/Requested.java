package io.millrace.training.run;

/** What asking for a training gives. */
public sealed interface Requested {

  record Started(String run) implements Requested {}

  /**
   * @param reason a plain sentence part
   */
  record Refused(String reason) implements Requested {}
}
