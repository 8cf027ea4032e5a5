package io.millrace.inference.follow;

import io.millrace.problem.ProblemName;
import java.time.Instant;

/**
 * A prediction that was published.
 *
 * @param partition of the log
 * @param offset in the partition
 * @param id of the prediction
 * @param data as published; shared by all who are told
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Told(
    int partition,
    long offset,
    ProblemName problem,
    String entity,
    String id,
    String source,
    Instant time,
    String correlationId,
    byte[] data) {

  private static final int OVERHEAD = 400;

  /** About how much memory it takes. */
  int size() {
    return data.length + OVERHEAD;
  }
}
