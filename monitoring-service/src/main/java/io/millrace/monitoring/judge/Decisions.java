package io.millrace.monitoring.judge;

import io.millrace.problem.ProblemName;

/** Every decision there is. Each number is given to one only, whoever asks for it. */
public interface Decisions {

  /**
   * Gives a number to a decision, unless another one has it. Answers within seconds.
   *
   * @return the decision that has the number from here on
   */
  Found claim(Decision decision);

  /** Answers within seconds. */
  Found find(ProblemName problem, int number);

  /** A decision, or why there is none. */
  sealed interface Found {
    record Here(Decision decision) implements Found {}

    /** The number is free. */
    record Free() implements Found {}

    /** It is not known: the store does not answer now. */
    record Unreachable(String reason) implements Found {}
  }
}
