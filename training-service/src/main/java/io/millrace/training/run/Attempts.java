package io.millrace.training.run;

import io.millrace.problem.ProblemName;
import io.millrace.starter.web.Correlation;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.StoredRun;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes runs up and carries them out: gives signs of life meanwhile, waits while the store is away,
 * and writes down how a run ends. An attempt that fails is followed by another, up to a number.
 */
final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** How often work is begun anew that the store breaks off although it answers. */
  private static final int TRIES = 3;

  private final RunStates states;
  private final ModelStore models;
  private final TrainingRun work;
  private final RunListener listener;
  private final Capacity capacity;
  private final Threads threads;
  private final Clock clock;
  private final Pace pace;
  private final Set<Hold> holds = ConcurrentHashMap.newKeySet();

  Attempts(
      RunStates states,
      ModelStore models,
      TrainingRun work,
      RunListener listener,
      Capacity capacity,
      Threads threads,
      Clock clock,
      Pace pace) {
    this.states = states;
    this.models = models;
    this.work = work;
    this.listener = listener;
    this.capacity = capacity;
    this.threads = threads;
    this.clock = clock;
    this.pace = pace;
  }

  /**
   * Takes a run up if it is free.
   *
   * @return the run as the store has it after this attempt; empty where it was not this instance's
   */
  Optional<StoredRun> attempt(ProblemName problem, String run) {
    Share share = capacity.share(asked(problem, run));
    try (Capacity.Taken _ = capacity.take(share)) {
      if (threads.isEnding()) {
        return Optional.empty();
      }
      return Hold.take(states, clock, pace, problem, run)
          .flatMap(hold -> carryOutAsOneTurn(hold, share));
    }
  }

  /** What the problem asked for when the run was decided on. */
  private io.millrace.problem.Compute asked(ProblemName problem, String run) {
    return states
        .find(problem, run)
        .flatMap(Plan::asked)
        .orElse(io.millrace.problem.Compute.DEFAULT);
  }

  private Optional<StoredRun> carryOutAsOneTurn(Hold hold, Share share) {
    List<StoredRun> after = new ArrayList<>(1);
    Correlation.run(
        hold.taken().record().correlationId(), () -> carryOut(hold, share).ifPresent(after::add));
    return after.stream().findFirst();
  }

  private Optional<StoredRun> carryOut(Hold hold, Share share) {
    holds.add(hold);
    Future<?> signs = threads.every(pace.heartbeat(), () -> sign(hold));
    try {
      listener.started(hold.problem(), hold.taken());
      Function<RunRecord, RunRecord> end = end(hold, share);
      StoredRun after = whileStoreIsAway(() -> hold.move(end), hold);
      listener.ended(hold.problem(), hold.taken(), after);
      return Optional.of(after);
    } catch (LeaseLost e) {
      LOG.warn("{}: {}", hold.problem(), e.getMessage());
      listener.abandoned(hold.problem(), hold.taken());
      return Optional.empty();
    } finally {
      signs.cancel(false);
      holds.remove(hold);
    }
  }

  private static void sign(Hold hold) {
    try {
      hold.renew();
    } catch (LeaseLost | UncheckedIOException e) {
      LOG.warn("{}: no sign of life: {}", hold.problem(), e.toString());
    }
  }

  /** How the run's record is to be moved at the end of this attempt. */
  private Function<RunRecord, RunRecord> end(Hold hold, Share share) {
    for (int tries = 1; ; tries++) {
      try {
        RunRecord ended = carriedOut(hold, share);
        return _ -> ended;
      } catch (LeaseLost | RejectedExecutionException e) {
        throw e;
      } catch (UncheckedIOException e) {
        if (tries == TRIES) {
          return failed(hold, e);
        }
        LOG.warn("{}: the store broke off {}: {}", hold.problem(), run(hold), e.toString());
        whileStoreIsAway(
            () -> {
              hold.renew();
              return hold;
            },
            hold);
      } catch (Throwable e) { // out of memory, too: the problem's next run must not wait for this
        return failed(hold, e);
      }
    }
  }

  private RunRecord carriedOut(Hold hold, Share share) {
    StoredRun taken = hold.taken();
    Optional<Stored> made = made(hold);
    if (made.isPresent()) {
      return registered(taken.record(), made.get());
    }
    if (taken.record().attempt() > pace.attempts()) {
      String reason = taken.record().reason();
      return taken
          .record()
          .givenBack() // this attempt has tried nothing
          .setAside(
              reason == null ? "each instance that did it ended meanwhile" : reason,
              clock.instant());
    }
    return work.execute(Plan.of(taken), share, hold);
  }

  /** A version stands once its manifest does, even if its maker never heard so. */
  private Optional<Stored> made(Hold hold) {
    return models.madeBy(hold.problem(), run(hold), hold.taken().plan().newest());
  }

  private RunRecord registered(RunRecord record, Stored stored) {
    int version = stored.manifest().version();
    LOG.info("{}: v{} was made by run {}", stored.manifest().problem(), version, record.run());
    return record.registered(version, Reports.of(stored.manifest()), clock.instant());
  }

  private Function<RunRecord, RunRecord> failed(Hold hold, Throwable e) {
    LOG.error("{}: run {} failed", hold.problem(), run(hold), e);
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    Optional<Stored> made = whileStoreIsAway(() -> made(hold), hold);
    Instant now = clock.instant();
    RunRecord.@Nullable Usage usage = usage(hold, e);
    return record -> {
      if (made.isPresent()) {
        return registered(record, made.get());
      }
      RunRecord failed =
          record.attempt() >= pace.attempts()
              ? record.setAside(reason, now)
              : record.failedOnce(reason, now.plus(pace.again().multipliedBy(record.attempt())));
      return failed.having(usage);
    };
  }

  private static RunRecord.@Nullable Usage usage(Hold hold, Throwable e) {
    return e instanceof ComputeFailed failed
        ? failed.usage().map(used -> TrainingRun.used(used, Plan.of(hold.taken()))).orElse(null)
        : null;
  }

  /** Asks again until the store answers; a store that is away is nobody's failure. */
  private <T> T whileStoreIsAway(Supplier<T> call, Hold hold) {
    Duration pause = pace.again();
    while (true) {
      try {
        return call.get();
      } catch (UncheckedIOException e) {
        LOG.warn("{}: run {} waits for the store: {}", hold.problem(), run(hold), e.toString());
        threads.pause(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Whatever this instance still does for a run counts for nothing. */
  void breakOff(ProblemName problem, String run) {
    holds.stream()
        .filter(hold -> hold.problem().equals(problem) && run(hold).equals(run))
        .forEach(Hold::lose);
  }

  private static String run(Hold hold) {
    return hold.taken().record().run();
  }

  /** Runs that wait for their share wait no longer. */
  void takeNoMore() {
    capacity.close();
  }

  /** Gives back what could not be ended, so that another instance need not wait for the lease. */
  void giveBack() {
    for (Hold hold : holds) {
      try {
        hold.move(RunRecord::givenBack);
        LOG.info("{}: run {} is given back", hold.problem(), run(hold));
      } catch (LeaseLost | UncheckedIOException e) {
        LOG.info("{}: run {} is left as it is: {}", hold.problem(), run(hold), e.toString());
      }
    }
  }
}
