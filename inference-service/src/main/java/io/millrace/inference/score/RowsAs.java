package io.millrace.inference.score;

import io.millrace.inference.load.ServedModel;
import io.millrace.scoring.features.RowBatch;

/** Reads some of a batch's rows again, for a version that was trained with another schema. */
@FunctionalInterface
public interface RowsAs {

  /**
   * @param rows their places in the batch, in order
   */
  Reread read(ServedModel model, int[] rows);

  /**
   * Rows as a version takes them.
   *
   * @param places of the rows in {@code batch}, in the order in which they were asked for; negative
   *     where the version does not take a row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Reread(RowBatch batch, int[] places) {}
}
