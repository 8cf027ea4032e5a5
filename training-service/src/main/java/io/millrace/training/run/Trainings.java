package io.millrace.training.run;

import io.millrace.message.DataArrived;
import io.millrace.message.DriftDetected;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.decide.Trigger;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All trainings. Whatever happens is in the store before it is acknowledged, and makes somebody
 * look at the problem; what is done then follows from the store alone, whichever instance looks,
 * and each looks at all problems from time to time. No method waits for a run.
 */
public final class Trainings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);
  private static final Duration MOST = Duration.ofSeconds(4);

  private final ProblemCatalog catalog;
  private final RunStates states;
  private final DriftJournal drifts;
  private final Watch watch;
  private final Attempts attempts;
  private final Retelling retelling;
  private final Threads threads;
  private final Pace pace;
  private final Map<ProblemName, Desk> desks = new ConcurrentHashMap<>();
  private volatile @Nullable Future<?> rounds;

  Trainings(
      ProblemCatalog catalog,
      RunStates states,
      DriftJournal drifts,
      Watch watch,
      Attempts attempts,
      Retelling retelling,
      Threads threads,
      Pace pace) {
    this.catalog = catalog;
    this.states = states;
    this.drifts = drifts;
    this.watch = watch;
    this.attempts = attempts;
    this.retelling = retelling;
    this.threads = threads;
    this.pace = pace;
  }

  /** From now on looks at all problems from time to time: another instance may have died. */
  public void follow() {
    rounds =
        threads.every(
            pace.look(), () -> catalog.all().forEach(problem -> look(problem.problem().name())));
  }

  /** New data has landed: its asset says so. */
  public void dataArrived(DataArrived data) {
    look(data.problem());
  }

  /**
   * The model's world, or its performance, is no longer what it was. Nothing is trained because
   * other features decide.
   */
  public void driftDetected(DriftDetected drift, String correlationId) {
    if (drift.kind() == DriftDetected.Kind.ATTRIBUTION) {
      return;
    }
    drifts.keep(
        drift.problem(),
        new OpenDrift(
            drift.modelVersion(),
            drift.kind(),
            drift.window().from(),
            drift.window().to(),
            drift.summary(),
            correlationId));
    look(drift.problem());
  }

  /**
   * The problem's schedule says that it is time.
   *
   * @param time of the schedule, the same for all instances
   */
  public void scheduled(ProblemName problem, Instant time) {
    threads.soon(
        () ->
            orAgain(
                problem,
                () -> {
                  states.scheduled(problem, time);
                  look(problem);
                }));
  }

  /** A person asks for a run now. */
  public Requested request(ProblemName problem) {
    return at(problem, Trigger.REQUEST);
  }

  /**
   * A person does not want a run: it ends as it stands, whoever does it, and is not tried again.
   * One that has just taken its number stays registered.
   *
   * @param by who
   */
  public Cancelled cancel(ProblemName problem, String run, String by) {
    Optional<StoredRun> cancelled =
        states.move(
            problem,
            run,
            stored -> stored.record().isOpen(),
            record -> record.cancelled("cancelled by " + by, attempts.now()),
            false);
    if (cancelled.isEmpty()) {
      return states
          .find(problem, run)
          .<Cancelled>map(stored -> new Cancelled.TooLate(stored.record().state()))
          .orElseGet(Cancelled.Unknown::new);
    }
    LOG.info("{}: run {} is cancelled by {}", problem, run, by);
    attempts.breakOff(problem, run);
    tell(problem, cancelled.get());
    return new Cancelled.Done();
  }

  /** Looks at a problem soon: what is in the store may call for something to be done. */
  public void look(ProblemName problem) {
    Desk desk = desk(problem);
    if (desk.lookIsDue.compareAndSet(false, true)) {
      threads.soon(
          () ->
              orAgain(
                  problem,
                  () -> {
                    desk.lookIsDue.set(false);
                    at(problem, Trigger.CHANGE);
                  }));
    }
  }

  private void orAgain(ProblemName problem, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: cannot be looked at, tried again soon: {}", problem, e.toString());
      threads.later(pace.again(), () -> orAgain(problem, work));
    }
  }

  private Desk desk(ProblemName problem) {
    return desks.computeIfAbsent(problem, _ -> new Desk());
  }

  private Requested at(ProblemName name, Trigger trigger) {
    VersionedProblem problem = catalog.find(name).orElse(null);
    if (problem == null) {
      return new Requested.Refused("there is no problem " + name);
    }
    Desk desk = desk(name);
    if (!isOurs(desk, trigger)) {
      return new Requested.Refused("the problem is being looked at; ask again in a moment");
    }
    try {
      if (trigger == Trigger.CHANGE) {
        retelling.look(name);
      }
      Finding finding = watch.look(problem, trigger);
      act(name, desk, finding);
      return requested(finding);
    } finally {
      desk.lock.unlock();
    }
  }

  /** A person is not made to wait for a look that waits for the store. */
  private static boolean isOurs(Desk desk, Trigger trigger) {
    if (trigger != Trigger.REQUEST) {
      desk.lock.lock();
      return true;
    }
    try {
      return desk.lock.tryLock(MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Requested requested(Finding finding) {
    return switch (finding) {
      case Finding.Opened(String run) -> new Requested.Started(run);
      case Finding.Free(String run) -> new Requested.Refused("run %s is queued".formatted(run));
      case Finding.Untold(var ended) ->
          new Requested.Refused("run %s is being told of".formatted(ended.record().run()));
      case Finding.Quiet(String reason, var _) -> new Requested.Refused(reason);
    };
  }

  private void act(ProblemName name, Desk desk, Finding finding) {
    switch (finding) {
      case Finding.Opened(String run) -> takeUp(name, desk, run);
      case Finding.Free(String run) -> takeUp(name, desk, run);
      case Finding.Untold(var ended) -> tell(name, ended);
      case Finding.Quiet(var _, var again) ->
          again.ifPresent(
              time -> desk.lookAgain(threads.later(watch.until(time), () -> look(name))));
    }
  }

  private void takeUp(ProblemName name, Desk desk, String run) {
    if (desk.busy.compareAndSet(false, true)) {
      threads.run(() -> carryOut(name, desk, run));
    }
  }

  private void carryOut(ProblemName name, Desk desk, String run) {
    try {
      attempts
          .attempt(name, run)
          .filter(after -> !after.record().isOpen())
          .ifPresent(ended -> tell(name, ended));
    } finally {
      desk.busy.set(false);
      look(name);
    }
  }

  private void tell(ProblemName name, StoredRun ended) {
    threads.soon(
        () ->
            orAgain(
                name,
                () -> {
                  tellAlone(name, ended);
                  look(name);
                }));
  }

  private void tellAlone(ProblemName name, StoredRun ended) {
    AtomicBoolean telling = desk(name).telling;
    if (telling.compareAndSet(false, true)) {
      try {
        watch.tell(name, ended);
      } finally {
        telling.set(false);
      }
    }
  }

  /** Lets runs that are on end, for a while, and gives the others back. */
  @Override
  public void close() {
    Future<?> following = rounds;
    if (following != null) {
      following.cancel(false);
    }
    attempts.takeNoMore();
    threads.close();
    attempts.giveBack();
  }
}
