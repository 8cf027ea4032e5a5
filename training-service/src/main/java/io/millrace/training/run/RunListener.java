package io.millrace.training.run;

import io.millrace.message.Promotion;
import io.millrace.problem.ProblemName;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.StoredRun;

/**
 * Hears of attempts at runs, and of versions from other environments. It keeps nobody waiting, and
 * what fails in it fails nothing else.
 */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE =
      new RunListener() {
        @Override
        public void started(ProblemName problem, StoredRun taken) {}

        @Override
        public void ended(ProblemName problem, StoredRun taken, StoredRun after) {}

        @Override
        public void abandoned(ProblemName problem, StoredRun taken) {}

        @Override
        public void promoted(Stored version, Promotion promotion) {}
      };

  /** An attempt begins. */
  void started(ProblemName problem, StoredRun taken);

  /**
   * An attempt has ended, whatever came of it.
   *
   * @param taken the run as it was when the attempt began
   */
  void ended(ProblemName problem, StoredRun taken, StoredRun after);

  /** An attempt counts for nothing: another instance has taken the run up, or will. */
  void abandoned(ProblemName problem, StoredRun taken);

  /** A version came from another environment. */
  void promoted(Stored version, Promotion promotion);
}
