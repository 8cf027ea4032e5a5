package io.millrace.training.decide;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is known of a problem when something happens.
 *
 * @param champion the newest model version; empty before the first
 * @param lastRun empty before the first
 * @param drift empty while the champion's world stands
 */
public record Situation(
    Arrived arrived, OptionalInt champion, Optional<LastRun> lastRun, Optional<OpenDrift> drift) {

  /** Nothing has happened yet. */
  public static final Situation NEW =
      new Situation(Arrived.NOTHING, OptionalInt.empty(), Optional.empty(), Optional.empty());

  /** More data has landed. */
  public Situation with(Arrived more) {
    return new Situation(arrived.orLater(more), champion, lastRun, drift);
  }

  /**
   * A drift was noticed. One about a version that a newer model has replaced changes nothing, and
   * of several about the champion the first counts: its window is where the change began.
   */
  public Situation with(OpenDrift noticed) {
    boolean current = champion.isPresent() && champion.getAsInt() == noticed.modelVersion();
    return drift.isPresent() || !current
        ? this
        : new Situation(arrived, champion, lastRun, Optional.of(noticed));
  }

  /** A run ended without a model: what was open stays open. */
  public Situation with(LastRun run) {
    return new Situation(arrived, champion, Optional.of(run), drift);
  }

  /** A run ended with a model, which answers any drift of the one before. */
  public Situation registered(int version, LastRun run) {
    return new Situation(arrived, OptionalInt.of(version), Optional.of(run), Optional.empty());
  }

  /** Ground truths that came since the last run started. */
  long newLabels() {
    return arrived.labels() - lastRun.map(LastRun::labels).orElse(0L);
  }
}
