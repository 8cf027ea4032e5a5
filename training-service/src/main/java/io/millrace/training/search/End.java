package io.millrace.training.search;

/** How a trial ended. */
public enum End {
  /** It learned to its end, or until nothing more came of it. */
  FINISHED,
  /** The policy gave it up. */
  STOPPED,
  /** It threw something. */
  FAILED,
  /** It had no more time; what it reached until then counts. */
  TIMED_OUT;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
