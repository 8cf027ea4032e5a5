package io.millrace.scoring.model;

import io.millrace.scoring.features.RowBatch;
import java.util.List;

/**
 * Runs what a model is made of, on the caller's thread and for any number of callers at a time. It
 * is closed when no call is under way.
 */
interface Engine extends AutoCloseable {

  /** Larger batches are scored in pieces, which bounds the native memory of a call. */
  int PIECE = 1024;

  /**
   * Answers every row of each batch.
   *
   * @param batches of {@link #PIECE} rows at most, all together; one alone may be larger
   * @return for each batch the numbers of its rows, one row after the other
   * @throws IllegalStateException where it fails
   */
  List<float[]> score(List<RowBatch> batches);

  /** As {@link #score}, of one batch; a row that it fails at is answered with NaN. */
  float[] scoreEach(RowBatch rows);

  @Override
  void close();
}
