package io.millrace.training.decide;

import io.millrace.message.Cause;
import io.millrace.message.DriftDetected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A drift that was noticed.
 *
 * @param modelVersion the one that drifted
 * @param since from when on the world is another, in event time
 * @param until the last event of the window that showed it; null in what an earlier Millrace kept
 * @param summary a plain sentence for people
 * @param correlationId of the turn of the loop that noticed it
 */
public record OpenDrift(
    int modelVersion,
    DriftDetected.Kind kind,
    Instant since,
    @Nullable Instant until,
    String summary,
    String correlationId) {

  /** The cause of a training that answers it. */
  public Cause cause() {
    return new Cause(
        kind == DriftDetected.Kind.PERFORMANCE ? Cause.Kind.PERFORMANCE : Cause.Kind.DRIFT,
        summary);
  }
}
