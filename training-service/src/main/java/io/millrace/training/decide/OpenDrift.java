package io.millrace.training.decide;

import io.millrace.message.Cause;
import io.millrace.message.DriftDetected;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Since when the world is another, by all of these. What moved is noticed again while nothing is
   * done about it, so the first time counts; an error that rises once more has risen from another
   * world.
   *
   * @param drifts the earliest change first
   */
  static Optional<Instant> changed(List<OpenDrift> drifts) {
    Map<DriftDetected.Kind, Instant> changes = new EnumMap<>(DriftDetected.Kind.class);
    for (OpenDrift drift : drifts) {
      changes.merge(
          drift.kind(),
          drift.since(),
          (first, next) -> drift.kind() == DriftDetected.Kind.CONCEPT ? next : first);
    }
    return changes.values().stream().max(Comparator.naturalOrder());
  }

  /** The cause of a training that answers it. */
  public Cause cause() {
    return new Cause(
        kind == DriftDetected.Kind.PERFORMANCE ? Cause.Kind.PERFORMANCE : Cause.Kind.DRIFT,
        summary);
  }
}
