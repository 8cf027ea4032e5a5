package io.millrace.training.store;

/**
 * A run as the store has it.
 *
 * @param change counts, so that no content comes back and a tag names one of them
 * @param told whether those who listen have been told how it ended
 */
public record StoredRun(long change, boolean told, RunRecord record, RunPlan plan) {

  public static StoredRun opened(RunRecord record, RunPlan plan) {
    return new StoredRun(0, false, record, plan);
  }

  /** Whether there is nothing left to be done about it. */
  public boolean isSettled() {
    return told && !record.isOpen();
  }

  StoredRun next(RunRecord next, boolean nowTold) {
    return new StoredRun(change + 1, nowTold, next, plan);
  }
}
