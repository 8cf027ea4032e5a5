package io.millrace.training.prepare;

import java.time.Instant;

/**
 * The rows since the world became another.
 *
 * @param first the first of them
 */
record NewWorld(LabelledRows labelled, Instant since, long first) {

  /** Of fewer, half are too few to learn from and the other half too few to judge by. */
  static final int ENOUGH = 200;

  static NewWorld of(LabelledRows rows, Instant since) {
    return new NewWorld(rows, since, Math.max(rows.first(), rows.firstSince(since)));
  }

  long rows() {
    return labelled.end() - first;
  }

  /** Whether there are no others. */
  boolean isAll() {
    return first == labelled.first();
  }

  boolean isEnough() {
    return rows() >= ENOUGH;
  }

  String lacks() {
    return isEnough()
        ? "the %,d labelled rows since the change are too alike to tell a good model from a bad one"
            .formatted(rows())
        : "%,d of the %,d labelled rows since the change have landed that a model for it is made of"
            .formatted(rows(), ENOUGH);
  }

  /**
   * How many more are worth another look. Where labels come late, those of earlier events come
   * first; but where few events ever get one, there is no use in waiting for them all.
   */
  long awaited() {
    if (isEnough()) {
      return Math.ceilDiv(rows(), 2);
    }
    long missing = ENOUGH - rows();
    return rows() > 0
        ? missing
        : missing + Math.min(labelled.unlabelledUntil(since), (labelled.end() + 9) / 10);
  }
}
