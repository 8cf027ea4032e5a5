package io.millrace.training.run;

import io.millrace.training.store.RunLogs;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunRecord.Progress;

/** Follows a computing for a run: its progress is kept with the run, and so is what it prints. */
record Following(Hold hold, RunLogs logs) implements Follower {

  @Override
  public void reached(Progress progress) {
    hold.reached(progress);
    hold.ensureNotLost();
  }

  @Override
  public void ensureWanted() {
    hold.ensureNotLost();
  }

  @Override
  public void printed(byte[] text) {
    RunRecord record = hold.taken().record();
    logs.keep(hold.problem(), record.run(), record.attempt(), text);
  }
}
