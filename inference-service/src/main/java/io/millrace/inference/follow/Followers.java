package io.millrace.inference.follow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.follow.Heard.Reason;
import io.millrace.inference.follow.Opening.Full;
import io.millrace.inference.follow.Opening.Opened;
import io.millrace.inference.follow.Opening.Unreadable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * All who follow predictions at this replica. The log is read once for all of them, while there are
 * any, and once more for each that comes back and has missed something.
 */
public final class Followers {

  private static final int CATCHING_UP = 4;

  private final PredictionLog log;
  private final int most;
  private final long buffer;
  private final Semaphore turns = new Semaphore(CATCHING_UP, true);
  private final Set<Inbox> open = new HashSet<>();
  private final Counter dropped;
  private @Nullable Live live;
  private boolean stopped;

  /**
   * @param most at a time
   * @param buffer of what one has yet to be told, in bytes
   */
  public Followers(PredictionLog log, int most, long buffer, MeterRegistry meters) {
    this.log = log;
    this.most = most;
    this.buffer = buffer;
    Gauge.builder("millrace.followers", this, Followers::count)
        .description("Clients that are told predictions as they are made")
        .register(meters);
    this.dropped =
        Counter.builder("millrace.followers.dropped")
            .description("Cut off because they read too slowly")
            .register(meters);
  }

  /**
   * @param after what was told before; null for what comes from now on
   */
  public Opening follow(Wish wish, @Nullable Place after) throws InterruptedException {
    Inbox inbox = new Inbox(wish, buffer);
    Live shared = take(inbox);
    if (shared == null) {
      return new Full();
    }
    boolean opened = false;
    try {
      Optional<Place> place = after == null ? shared.join(inbox) : Optional.of(after);
      opened = place.isPresent();
      return place
          .<Opening>map(at -> new Opened(follower(inbox, at, shared, wish, after != null)))
          .orElseGet(Unreadable::new);
    } finally {
      if (!opened) {
        leave(inbox);
      }
    }
  }

  private Follower follower(Inbox inbox, Place at, Live shared, Wish wish, boolean behind) {
    CatchUp catchUp = behind ? new CatchUp(log, shared, inbox, wish, turns) : null;
    return new Follower(inbox, at, catchUp, () -> leave(inbox));
  }

  private synchronized @Nullable Live take(Inbox inbox) {
    if (open.size() >= most || stopped) {
      return null;
    }
    Live shared = live;
    if (shared == null || shared.isOver()) {
      shared = Live.start(log);
      live = shared;
    }
    open.add(inbox);
    return shared;
  }

  private synchronized void leave(Inbox inbox) {
    open.remove(inbox);
    if (inbox.ended() == Reason.TOO_SLOW) {
      dropped.increment();
    }
    if (live != null) {
      live.leave(inbox);
      if (open.isEmpty()) {
        live.stop();
        live = null;
      }
    }
  }

  /** How many there are. */
  public synchronized int count() {
    return open.size();
  }

  /** Ends all of them, and lets nobody in any more. */
  public synchronized void stop() {
    stopped = true;
    open.forEach(inbox -> inbox.end(Reason.STOPPING));
  }
}
