package io.millrace.inference.follow;

import io.millrace.inference.follow.Heard.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log once, from its end on, and tells everybody who has joined. */
final class Live {

  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration TO_BEGIN = Duration.ofSeconds(10);

  private final PredictionLog log;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Set<Inbox> joined = new HashSet<>();
  private PredictionLog.@Nullable Reader reader;
  private Place place = Place.BEGINNING;
  private boolean over;

  private Live(PredictionLog log) {
    this.log = log;
  }

  static Live start(PredictionLog log) {
    Live live = new Live(log);
    Thread.ofVirtual().name("follow-predictions").start(live::run);
    return live;
  }

  /**
   * From here on the inbox gets all that comes.
   *
   * @return where that is; empty where the log cannot be read
   */
  Optional<Place> join(Inbox inbox) throws InterruptedException {
    return place().flatMap(_ -> add(inbox));
  }

  private synchronized Optional<Place> add(Inbox inbox) {
    if (over) {
      return Optional.empty();
    }
    joined.add(inbox);
    return Optional.of(place);
  }

  synchronized void leave(Inbox inbox) {
    joined.remove(inbox);
  }

  /** Where it stands; empty where the log cannot be read. */
  Optional<Place> place() throws InterruptedException {
    if (!begun.await(TO_BEGIN.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    synchronized (this) {
      return over ? Optional.empty() : Optional.of(place);
    }
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized void stop() {
    over = true;
    if (reader != null) {
      reader.wake();
    }
  }

  private void run() {
    try (PredictionLog.Reader from = log.atEnd()) {
      begin(from);
      while (!isOver()) {
        tell(from.read(POLL), from.place());
      }
    } catch (RuntimeException e) {
      LOG.warn("Predictions cannot be read for those who follow them", e);
    } finally {
      end();
    }
  }

  private synchronized void begin(PredictionLog.Reader from) {
    reader = from;
    place = from.place();
    begun.countDown();
  }

  private synchronized void tell(List<Told> told, Place reached) {
    place = reached;
    joined.forEach(inbox -> inbox.offer(told, reached));
  }

  private synchronized void end() {
    over = true;
    reader = null;
    begun.countDown();
    joined.forEach(inbox -> inbox.end(Reason.UNREADABLE));
    joined.clear();
  }
}
