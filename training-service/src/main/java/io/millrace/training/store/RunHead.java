package io.millrace.training.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which run of a problem is the latest: the only one that may be open.
 *
 * @param change counts, so that no content comes back
 * @param latest as it was when it was opened; null before the first
 * @param scheduled a time of the schedule that no run has answered yet
 * @param answered the latest time of the schedule that was answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunHead(
    long change,
    @Nullable StoredRun latest,
    @Nullable Instant scheduled,
    @Nullable Instant answered) {

  static final RunHead NONE = new RunHead(0, null, null, null);

  RunHead opened(StoredRun run) {
    return new RunHead(change + 1, run, null, scheduled == null ? answered : scheduled);
  }

  RunHead due(Instant time) {
    return new RunHead(change + 1, latest, time, answered);
  }

  RunHead scheduleAnswered() {
    return new RunHead(change + 1, latest, null, scheduled == null ? answered : scheduled);
  }

  boolean knows(Instant time) {
    return isAtLeast(scheduled, time) || isAtLeast(answered, time);
  }

  private static boolean isAtLeast(@Nullable Instant known, Instant time) {
    return known != null && !known.isBefore(time);
  }
}
