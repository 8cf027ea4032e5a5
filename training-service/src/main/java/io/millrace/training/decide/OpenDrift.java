package io.millrace.training.decide;

import io.millrace.message.Cause;
import io.millrace.message.DriftDetected;
import java.time.Instant;

/**
 * A drift that no newer model has answered yet.
 *
 * @param modelVersion the one that drifted; the drift is open while this is the newest
 * @param since from when on the world is another
 * @param summary a plain sentence for people
 * @param correlationId of the turn of the loop that noticed it
 */
public record OpenDrift(
    int modelVersion,
    DriftDetected.Kind kind,
    Instant since,
    String summary,
    String correlationId) {

  /** The cause of a training that answers it. */
  public Cause cause() {
    return new Cause(
        kind == DriftDetected.Kind.PERFORMANCE ? Cause.Kind.PERFORMANCE : Cause.Kind.DRIFT,
        summary);
  }
}
