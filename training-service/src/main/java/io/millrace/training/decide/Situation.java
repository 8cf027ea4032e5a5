package io.millrace.training.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is known of a problem when something happens.
 *
 * @param arrived labels are those of what the problem asks for now
 * @param champion the version that new ones are compared with; empty where none answers what the
 *     problem asks
 * @param lastRun empty before the first
 * @param drifts that no model has answered yet, the earliest change first
 * @param changed when the world became another, as the newest version's maker knew it
 */
public record Situation(
    Arrived arrived,
    OptionalInt champion,
    Optional<LastRun> lastRun,
    List<OpenDrift> drifts,
    Optional<Instant> changed) {

  public Situation {
    drifts = List.copyOf(drifts);
  }

  /** Ground truths that came since the last run started. */
  long newLabels() {
    return arrived.labels() - lastRun.map(LastRun::labels).orElse(0L);
  }
}
