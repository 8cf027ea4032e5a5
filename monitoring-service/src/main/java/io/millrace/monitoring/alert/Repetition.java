package io.millrace.monitoring.alert;

/** Whether what has been said may be said again. */
public final class Repetition {

  /** So many windows a version's drift is said once. A new version starts anew. */
  static final int QUIET_WINDOWS = 10;

  private Repetition() {}

  /**
   * @param windows closed so far, this one counted
   * @param announced {@code windows} when drift was last announced; 0 if never
   */
  public static boolean windowMayAnnounce(long windows, long announced) {
    return announced == 0 || windows - announced >= QUIET_WINDOWS;
  }

  /**
   * @param standing whether the last alert has not been followed by a recovery
   * @param labelled predictions with a known truth so far
   * @param alarmed {@code labelled} at the last alert; 0 if never
   * @param window how many labelled predictions the metric spans
   */
  public static boolean performanceMayAlert(
      boolean standing, long labelled, long alarmed, int window) {
    long quiet = standing ? (long) QUIET_WINDOWS * window : window;
    return alarmed == 0 || labelled - alarmed >= quiet;
  }
}
