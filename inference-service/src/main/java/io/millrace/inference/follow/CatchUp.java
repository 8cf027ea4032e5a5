package io.millrace.inference.follow;

import io.millrace.inference.follow.Heard.Nothing;
import io.millrace.inference.follow.Heard.Predictions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a follower has missed, with a reader of its own, until it meets the one of all: near
 * it, the follower joins the others, and is told here what lies before the place where it did.
 */
final class CatchUp implements AutoCloseable {

  private static final long NEAR = 500;
  private static final Duration POLL = Duration.ofMillis(500);

  private final PredictionLog log;
  private final Live live;
  private final Inbox inbox;
  private final Wish wish;
  private final Semaphore turns;
  private PredictionLog.@Nullable Reader reader;
  private @Nullable Place meeting;
  private boolean hasTurn;

  /**
   * @param turns of all who catch up
   */
  CatchUp(PredictionLog log, Live live, Inbox inbox, Wish wish, Semaphore turns) {
    this.log = log;
    this.live = live;
    this.inbox = inbox;
    this.wish = wish;
    this.turns = turns;
  }

  /** What a step has brought, and where the follower stands then. */
  sealed interface Step {
    record Told(Heard heard, Place place) implements Step {}

    /** From here on it hears from the inbox. */
    record Met(Place place) implements Step {}

    record Unreadable() implements Step {}
  }

  Step next(Place at, Duration patience) throws InterruptedException {
    if (reader == null) {
      return begin(at, patience);
    }
    Optional<Place> others = live.place();
    if (others.isEmpty()) {
      return new Step.Unreadable();
    }
    if (meeting == null && reader.place().behind(others.get()) <= NEAR) {
      meeting = live.join(inbox).orElse(null);
    }
    if (meeting != null && reader.place().behind(meeting) == 0) {
      return new Step.Met(at.or(meeting));
    }
    return read(reader, at);
  }

  private Step begin(Place at, Duration patience) throws InterruptedException {
    hasTurn = hasTurn || turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!hasTurn) {
      return new Step.Told(new Nothing(at), at);
    }
    PredictionLog.Reader begun = log.at(at);
    reader = begun;
    Place from = begun.place();
    return new Step.Told(begun.hasGap() ? new Heard.Gap() : new Nothing(from), from);
  }

  private Step read(PredictionLog.Reader from, Place at) {
    List<Told> told =
        from.read(POLL).stream()
            .filter(each -> wish.fits(each) && (meeting == null || meeting.isPast(each)))
            .toList();
    if (told.isEmpty()) {
      Place place = meeting == null ? from.place() : at;
      return new Step.Told(new Nothing(place), place);
    }
    Predictions heard = Predictions.from(at, told);
    return new Step.Told(heard, heard.places().getLast());
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    if (hasTurn) {
      turns.release();
      hasTurn = false;
    }
  }
}
