package io.millrace.training.run;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this instance has under way for one problem; what is true of the problem is in the store.
 */
final class Desk {

  /** Held while the problem is looked at. */
  final ReentrantLock lock = new ReentrantLock();

  /** Many things happen while a problem is looked at; one more look takes them all in. */
  final AtomicBoolean lookIsDue = new AtomicBoolean();

  /** Set while a run waits for a thread of this instance, or has one. */
  final AtomicBoolean busy = new AtomicBoolean();

  /** Set while this instance tells how a run ended: looks that go on meanwhile leave it to. */
  final AtomicBoolean telling = new AtomicBoolean();

  private @Nullable Future<?> look;

  /** One look ahead at a time. Under the lock. */
  void lookAgain(Future<?> next) {
    if (look != null) {
      look.cancel(false);
    }
    look = next;
  }
}
