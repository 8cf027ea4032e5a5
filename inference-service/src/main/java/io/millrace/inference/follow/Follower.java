package io.millrace.inference.follow;

import io.millrace.inference.follow.Heard.End;
import io.millrace.inference.follow.Heard.Nothing;
import io.millrace.inference.follow.Heard.Predictions;
import io.millrace.inference.follow.Heard.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One who follows: is told each prediction of its wish once, in the order of its partition. */
public final class Follower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  private final Inbox inbox;
  private final Runnable leave;
  private Place place;
  private @Nullable CatchUp catchUp;

  /**
   * @param catchUp null where it stands where the others do
   * @param leave to be called when it follows no longer
   */
  Follower(Inbox inbox, Place place, @Nullable CatchUp catchUp, Runnable leave) {
    this.inbox = inbox;
    this.place = place;
    this.catchUp = catchUp;
    this.leave = leave;
  }

  /** Where it stands: it has been told all before. */
  public Place place() {
    return place;
  }

  /**
   * What comes next, as soon as something does. Of one thread.
   *
   * @param patience after which it is told that nothing came; may be told so sooner
   */
  public Heard next(Duration patience) throws InterruptedException {
    CatchUp behind = catchUp;
    if (behind == null) {
      return moved(inbox.take(place, patience));
    }
    Reason ended = inbox.ended();
    return ended == null ? catchUp(behind, patience) : new End(ended);
  }

  private Heard catchUp(CatchUp behind, Duration patience) throws InterruptedException {
    try {
      return switch (behind.next(place, patience)) {
        case CatchUp.Step.Told(Heard heard, Place at) -> {
          place = at;
          yield heard;
        }
        case CatchUp.Step.Met(Place at) -> {
          place = at;
          behind.close();
          catchUp = null;
          yield new Nothing(at);
        }
        case CatchUp.Step.Unreadable() -> new End(Reason.UNREADABLE);
      };
    } catch (RuntimeException e) {
      LOG.warn("Predictions cannot be read for one who comes back", e);
      return new End(Reason.UNREADABLE);
    }
  }

  private Heard moved(Heard heard) {
    place =
        switch (heard) {
          case Predictions(_, var places) -> places.getLast();
          case Nothing(Place at) -> at;
          case Heard.Gap(), End(_) -> place;
        };
    return heard;
  }

  @Override
  public void close() {
    try {
      if (catchUp != null) {
        catchUp.close();
      }
    } finally {
      leave.run();
    }
  }
}
