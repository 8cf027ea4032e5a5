package io.millrace.inference.load;

/** What trying to load a registered model gives. */
sealed interface LoadOutcome {

  record Loaded(ServedModel model) implements LoadOutcome {}

  /**
   * The package may not serve, however often it is tried.
   *
   * @param reason a plain sentence part
   */
  record Refused(String reason) implements LoadOutcome {}

  /**
   * The blob store did not answer; another try may do.
   *
   * @param reason a plain sentence part
   */
  record Unreachable(String reason) implements LoadOutcome {}
}
