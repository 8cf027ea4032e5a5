package io.millrace.acceptance.faults.plan;

/** How a part is struck. */
public enum Blow {
  /** SIGKILL, and started again after a pause. */
  KILL("killed"),
  /** SIGSTOP for longer than a consumer's session lasts, then SIGCONT: it wakes as a zombie. */
  FREEZE("frozen"),
  /** Nobody reaches it for a while; it goes on. */
  CUT("cut off");

  private final String done;

  Blow(String done) {
    this.done = done;
  }

  /** What has been done to the part, in a word. */
  public String done() {
    return done;
  }
}
