package io.millrace.training.prepare;

import io.millrace.scoring.features.RowBatch;
import java.time.Instant;

/**
 * Raw rows in the order of time, with the true values.
 *
 * @param targets a class's position, -1 for one that the classes do not have, or the value
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record Part(RowBatch rows, double[] targets) {

  public int size() {
    return targets.length;
  }

  /** Of the first row. */
  public Instant from() {
    return Instant.ofEpochMilli(rows.epochMillis()[0]);
  }

  /** Of the last row. */
  public Instant to() {
    return Instant.ofEpochMilli(rows.epochMillis()[size() - 1]);
  }
}
