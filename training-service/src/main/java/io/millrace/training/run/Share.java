package io.millrace.training.run;

import io.millrace.problem.Compute.Device;

/**
 * What one run is given of this machine.
 *
 * @param memory in bytes, of all that it keeps
 */
public record Share(int cores, long memory, Device device) {

  private static final int MEGABYTE = 20;

  /** Of the Java heap, which holds the rows that models learn from. */
  public long heap() {
    return memory / 2;
  }

  /** Of DuckDB, which joins and sorts before that, and lets go when it is done. */
  public long database() {
    return memory / 4;
  }

  /** As DuckDB takes it. */
  String databaseMemory() {
    return "%dMB".formatted(database() >> MEGABYTE);
  }
}
