package io.millrace.training.run;

import io.millrace.problem.ProblemName;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunRecord.Lease;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.StoredRun;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's hold of a run. It is proven by moving the run's state: once another instance has
 * taken the run up, no move of this one's succeeds.
 */
final class Hold {

  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

  private final RunStates states;
  private final Clock clock;
  private final Pace pace;
  private final ProblemName problem;
  private final StoredRun taken;
  private volatile boolean lost;
  private volatile @Nullable Progress progress;

  private Hold(RunStates states, Clock clock, Pace pace, ProblemName problem, StoredRun taken) {
    this.states = states;
    this.clock = clock;
    this.pace = pace;
    this.problem = problem;
    this.taken = taken;
  }

  /** Takes a run up; empty where it is not free, or another was faster. */
  static Optional<Hold> take(
      RunStates states, Clock clock, Pace pace, ProblemName problem, String run) {
    Instant now = clock.instant();
    return states
        .move(
            problem,
            run,
            stored -> stored.record().isFree(now),
            record -> record.taken(new Lease(pace.owner(), now.plus(pace.lease()))),
            false)
        .map(taken -> new Hold(states, clock, pace, problem, taken));
  }

  StoredRun taken() {
    return taken;
  }

  ProblemName problem() {
    return problem;
  }

  /**
   * Gives a sign of life.
   *
   * @throws LeaseLost where another has taken the run up
   */
  void renew() {
    move(
        record ->
            record.renewed(new Lease(pace.owner(), clock.instant().plus(pace.lease())), progress));
  }

  /**
   * Moves the run on.
   *
   * @throws LeaseLost where another has taken the run up
   */
  StoredRun move(Function<RunRecord, RunRecord> move) {
    String run = taken.record().run();
    return states
        .move(problem, run, this::isOurs, move, false)
        .orElseThrow(
            () -> {
              lost = true;
              return new LeaseLost(run);
            });
  }

  /**
   * Spares work that would count for nothing; asks no store.
   *
   * @throws LeaseLost where a sign of life has shown that another has taken the run up, or this
   *     instance was told that it is cancelled
   */
  void ensureNotLost() {
    if (lost) {
      throw new LeaseLost(taken.record().run());
    }
  }

  /** Kept with the next sign of life. */
  void reached(Progress reached) {
    LOG.info("{}: {} %: {}", problem, reached.percent(), reached.doing());
    progress = reached;
  }

  /** What is still done here counts for nothing. */
  void lose() {
    lost = true;
  }

  private boolean isOurs(StoredRun stored) {
    return stored.record().isHeldBy(pace.owner(), taken.record().attempt());
  }
}
