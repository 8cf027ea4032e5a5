package io.millrace.training.prepare;

import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.Arrays;

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

  /** The rows from a position on. */
  public Part since(int first) {
    return new Part(rows.slice(first, size()), Arrays.copyOfRange(targets, first, size()));
  }

  /** The rows before a position. */
  public Part until(int end) {
    return new Part(rows.slice(0, end), Arrays.copyOf(targets, end));
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
