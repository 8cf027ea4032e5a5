package io.millrace.monitoring.concept;

import org.jspecify.annotations.Nullable;

/**
 * Takes the errors of a model one by one and says when they have become more; that they became less
 * is no alarm. It is immutable and all that it knows, of a bounded size: one that is written down
 * and read again goes on as if nothing had been.
 */
public sealed interface Detector permits Adwin, PageHinkley, Ddm, HddmA, Kswin {

  /** Its name in evidence and in problem files. */
  String test();

  /** Whether it takes errors of any size, and not only 0 and 1. */
  default boolean takesSizes() {
    return false;
  }

  /**
   * @param error 0 where the model was right and 1 where it was wrong, or of any size
   */
  Step add(double error);

  /**
   * @param next takes the next error
   * @param rise what was found with this error; null for nothing
   */
  record Step(Detector next, @Nullable Rise rise) {}
}
