package io.millrace.training.run;

import io.millrace.training.store.StoredRun;
import java.time.Instant;
import java.util.Optional;

/** What a look at a problem shows. */
sealed interface Finding {

  /** A run was called for, and is there now. */
  record Opened(String run) implements Finding {}

  /** A run is there that nobody does. */
  record Free(String run) implements Finding {}

  /** A run has ended, and it may be that nobody was told how. */
  record Untold(StoredRun run) implements Finding {}

  /**
   * There is nothing to do.
   *
   * @param again when time alone may change that
   */
  record Quiet(String reason, Optional<Instant> again) implements Finding {}
}
