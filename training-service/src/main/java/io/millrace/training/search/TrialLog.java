package io.millrace.training.search;

import java.util.List;

/** Where a run's ended trials are kept, so that whoever takes the run up need not repeat them. */
public interface TrialLog {

  /** Keeps nothing. */
  TrialLog NONE =
      new TrialLog() {
        @Override
        public List<Trial> ended() {
          return List.of();
        }

        @Override
        public float[] answers(int trial) {
          return new float[0];
        }

        @Override
        public void keep(Trial trial, float[] answers) {}
      };

  /** Those that are there, in the order of their numbers. */
  List<Trial> ended();

  /** What was kept with a trial. */
  float[] answers(int trial);

  /**
   * Keeps a trial; one of the same number that is there already stays.
   *
   * @param answers on the validation rows, where it is the best of its algorithm so far; else none
   */
  void keep(Trial trial, float[] answers);
}
