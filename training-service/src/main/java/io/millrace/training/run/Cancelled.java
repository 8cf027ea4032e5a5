package io.millrace.training.run;

import io.millrace.training.store.RunRecord;

/** What cancelling a run gives. */
public sealed interface Cancelled {

  record Done() implements Cancelled {}

  /**
   * @param state in which it had ended
   */
  record TooLate(RunRecord.State state) implements Cancelled {}

  /** There is no such run. */
  record Unknown() implements Cancelled {}
}
