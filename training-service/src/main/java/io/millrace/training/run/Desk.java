package io.millrace.training.run;

import io.millrace.training.decide.Situation;
import io.millrace.training.store.RunRecord;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is known of one problem, and its one run. Everything here is touched under the lock. */
final class Desk {

  final ReentrantLock lock = new ReentrantLock();

  /** Empty until it has been rebuilt from the store. */
  Optional<Situation> situation = Optional.empty();

  Optional<RunRecord> running = Optional.empty();

  /** The schedule spoke while something else was on, or in the cooldown. */
  boolean scheduleMissed;

  /** Of the data that arrived last. */
  @Nullable String correlationId;

  private @Nullable Future<?> look;

  /** One look ahead at a time. */
  void lookAgain(Future<?> next) {
    if (look != null) {
      look.cancel(false);
    }
    look = next;
  }

  void stopLooking() {
    if (look != null) {
      look.cancel(false);
      look = null;
    }
  }
}
