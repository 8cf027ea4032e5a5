package io.millrace.training.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The newest model that was not rolled back: it knows most of the world, whether it answers or is
 * still tried.
 *
 * @param version its number
 * @param learnedUntil event time of the latest row that it was made of
 * @param answered drifts that were known when its run, or one of those before it, was decided on
 */
public record Newest(int version, Instant learnedUntil, List<OpenDrift> answered) {

  public Newest {
    answered = List.copyOf(answered);
  }

  /**
   * The drifts that no model has answered yet, the earliest change first. One of this version is
   * open. One of an earlier version is open too, unless this version was made in its knowledge or
   * of rows that reach over the window that showed it: a version that was being made meanwhile, of
   * older rows, knows the changed world as little as the one before.
   */
  public List<OpenDrift> open(List<OpenDrift> noticed) {
    return noticed.stream()
        .filter(this::isOpen)
        .sorted(Comparator.comparing(OpenDrift::since))
        .toList();
  }

  private boolean isOpen(OpenDrift drift) {
    if (drift.modelVersion() >= version) {
      return drift.modelVersion() == version;
    }
    return drift.until() != null
        && learnedUntil.isBefore(drift.until())
        && !answered.contains(drift);
  }
}
