package io.millrace.inference.traffic;

import io.millrace.inference.score.PredictedRows;
import org.jspecify.annotations.Nullable;

/** What becomes known of a request while it is worked on, by one thread. */
public final class Call {

  private int version;
  private int rows;
  private @Nullable Failure failure;

  /**
   * @param version that answers
   * @param rows that it answers
   */
  public void answered(int version, int rows) {
    this.version = version;
    this.rows = rows;
  }

  /** By the version that answers all its rows, or else the champion. */
  public void answered(PredictedRows predicted) {
    answered(
        predicted.verdicts().single().orElse(predicted.verdicts().lead()).version(),
        predicted.answered());
    if (rows < predicted.size()) {
      failure = Failure.INVALID_ROW;
    }
  }

  int version() {
    return version;
  }

  int rows() {
    return rows;
  }

  @Nullable Failure failure() {
    return failure;
  }
}
