package io.millrace.training.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a problem's runs stood when the store was read; what is decided on it holds or fails. */
public final class Standing {

  private final RunHead head;
  private final @Nullable String tag;
  private final Optional<StoredRun> latest;

  Standing(RunHead head, @Nullable String tag, Optional<StoredRun> latest) {
    this.head = head;
    this.tag = tag;
    this.latest = latest;
  }

  /** The latest run, as it is. */
  public Optional<StoredRun> latest() {
    return latest;
  }

  /** Whether a time of the schedule waits for an answer. */
  public boolean scheduleIsDue() {
    return head.scheduled() != null;
  }

  RunHead head() {
    return head;
  }

  /** Null where nothing is stored yet. */
  @Nullable String tag() {
    return tag;
  }
}
