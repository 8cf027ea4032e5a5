package io.millrace.inference.follow;

import java.time.Duration;
import java.util.List;

/** What was predicted, in the order in which it was published; kept for a while. */
public interface PredictionLog {

  /** A reader that stands behind the last one. */
  Reader atEnd();

  /** A reader that stands at a place, or at the first that is still kept behind it. */
  Reader at(Place place);

  /** Of one thread, but for {@link #wake()}. What transactions took back it does not see. */
  interface Reader extends AutoCloseable {

    /** What comes next, as soon as something does; nothing when it has waited long enough. */
    List<Told> read(Duration patience);

    /** Where it stands: all before it has been read. */
    Place place();

    /** Whether something that lay behind the place where it began is not kept any more. */
    boolean hasGap();

    /** Ends a read that waits, from any thread. */
    void wake();

    @Override
    void close();
  }
}
