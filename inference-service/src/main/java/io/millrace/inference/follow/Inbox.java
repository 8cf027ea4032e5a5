package io.millrace.inference.follow;

import io.millrace.inference.follow.Heard.End;
import io.millrace.inference.follow.Heard.Nothing;
import io.millrace.inference.follow.Heard.Predictions;
import io.millrace.inference.follow.Heard.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one follower has yet to be told, up to a bound: who fills it never waits. */
final class Inbox {

  private final Wish wish;
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Told> waiting = new ArrayList<>();
  private long bytes;
  private Place reached = Place.BEGINNING;
  private @Nullable Reason end;

  /**
   * @param capacity in bytes; a single prediction may be larger
   */
  Inbox(Wish wish, long capacity) {
    this.wish = wish;
    this.capacity = capacity;
  }

  /**
   * @param told what was read, of whatever problem
   * @param place behind it
   */
  void offer(List<Told> told, Place place) {
    lock.lock();
    try {
      for (Told each : told) {
        if (end == null && wish.fits(each)) {
          put(each);
        }
      }
      reached = place;
      if (end != null || !waiting.isEmpty()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void put(Told told) {
    bytes += told.size();
    if (bytes > capacity && !waiting.isEmpty()) {
      finish(Reason.TOO_SLOW);
    } else {
      waiting.add(told);
    }
  }

  void end(Reason reason) {
    lock.lock();
    try {
      if (end == null) {
        finish(reason);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What waits need not be told: the follower's place lies before it. */
  private void finish(Reason reason) {
    end = reason;
    waiting = new ArrayList<>();
  }

  @Nullable Reason ended() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Everything that waits, or the first that comes.
   *
   * @param at where the follower stands
   */
  Heard take(Place at, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(patience);
      while (end == null && waiting.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (end != null) {
        return new End(end);
      }
      return waiting.isEmpty() ? new Nothing(at.or(reached)) : drain(at);
    } finally {
      lock.unlock();
    }
  }

  private Predictions drain(Place at) {
    List<Told> told = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    return Predictions.from(at, told);
  }
}
