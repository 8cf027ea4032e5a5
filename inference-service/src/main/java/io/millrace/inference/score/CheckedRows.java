package io.millrace.inference.score;

import io.millrace.scoring.features.RowBatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request.
 *
 * @param good the good ones, in columns
 * @param entities of the good ones, null where one does not say; empty where none does
 * @param errors by row, empty for a good one; empty altogether where all are good
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record CheckedRows(
    RowBatch good, @Nullable String[] entities, List<Optional<RowError>> errors) {

  /** Rows of the request, good and bad. */
  public int size() {
    return errors.isEmpty() ? good.size() : errors.size();
  }

  /** What is wrong with a row of the request. */
  public Optional<RowError> error(int row) {
    return errors.isEmpty() ? Optional.empty() : errors.get(row);
  }
}
