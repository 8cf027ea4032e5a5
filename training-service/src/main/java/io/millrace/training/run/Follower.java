package io.millrace.training.run;

import io.millrace.training.store.RunRecord.Progress;

/** Whoever follows a computing. */
public interface Follower {

  /**
   * Hears how far it is.
   *
   * @throws RuntimeException where what is computed counts for nothing any more
   */
  void reached(Progress progress);

  /**
   * Is asked from time to time.
   *
   * @throws RuntimeException as above
   */
  void ensureWanted();

  /** Hears at the end what a process of its own has printed. */
  void printed(byte[] text);
}
