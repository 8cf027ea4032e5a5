package io.millrace.training.search;

import java.util.List;

/** A trial under way, or one that was before. */
interface Course extends AutoCloseable {

  /** Goes on to an evaluation, or to its end; for one thread at a time. */
  void advance(int evaluation);

  /** How many evaluations it has at most. */
  int evaluations();

  /** How many steps come before an evaluation. */
  int stepsUntil(int evaluation);

  /** How many rows a step learns from. */
  long rows();

  List<Evaluation> curve();

  /** Whether it goes no further by itself. */
  boolean hasEnded();

  /**
   * The trial, once it has ended.
   *
   * @param stopped whether it was given up
   */
  Trial ended(boolean stopped);

  /** What it answered on the validation rows where it was best. */
  float[] answers();

  @Override
  void close();
}
