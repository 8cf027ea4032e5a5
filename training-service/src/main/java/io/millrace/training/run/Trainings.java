package io.millrace.training.run;

import io.millrace.message.Alert;
import io.millrace.message.Cause;
import io.millrace.message.DataArrived;
import io.millrace.message.DriftDetected;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.starter.web.Correlation;
import io.millrace.training.decide.Arrived;
import io.millrace.training.decide.Decider;
import io.millrace.training.decide.Decision;
import io.millrace.training.decide.LastRun;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.decide.Situation;
import io.millrace.training.decide.Trigger;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.RunJournal;
import io.millrace.training.store.RunRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All trainings: takes what happens, decides, and keeps one run for a problem at a time. What
 * happens while a run is on is looked at together when it ends. No method waits for a run.
 */
public final class Trainings {

  private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);
  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final ProblemCatalog catalog;
  private final Recovery recovery;
  private final RunJournal journal;
  private final DriftJournal drifts;
  private final TrainingRun work;
  private final ControlPublisher publisher;
  private final Threads threads;
  private final Clock clock;
  private final Map<ProblemName, Desk> desks = new ConcurrentHashMap<>();

  Trainings(
      ProblemCatalog catalog,
      Recovery recovery,
      RunJournal journal,
      DriftJournal drifts,
      TrainingRun work,
      ControlPublisher publisher,
      Threads threads,
      Clock clock) {
    this.catalog = catalog;
    this.recovery = recovery;
    this.journal = journal;
    this.drifts = drifts;
    this.work = work;
    this.publisher = publisher;
    this.threads = threads;
    this.clock = clock;
  }

  /** New data has landed. */
  public void dataArrived(DataArrived data, String correlationId) {
    at(
        data.problem(),
        desk -> {
          Arrived arrived = new Arrived(data.asset(), data.totalRows(), data.totalLabels());
          Situation before = situation(data.problem(), desk);
          if (arrived.asset() >= before.arrived().asset()) {
            desk.correlationId = correlationId;
          }
          desk.situation = Optional.of(before.with(arrived));
          return consider(data.problem(), desk, Trigger.CHANGE);
        });
  }

  /** The model's world, or its performance, is no longer what it was. */
  public void driftDetected(DriftDetected drift, String correlationId) {
    OpenDrift open =
        new OpenDrift(
            drift.modelVersion(),
            drift.kind(),
            drift.window().from(),
            drift.summary(),
            correlationId);
    drifts.keep(drift.problem(), open);
    at(
        drift.problem(),
        desk -> {
          desk.situation = Optional.of(situation(drift.problem(), desk).with(open));
          return consider(drift.problem(), desk, Trigger.CHANGE);
        });
  }

  /** The problem's schedule says that it is time. */
  public void scheduled(ProblemName problem) {
    at(problem, desk -> consider(problem, desk, Trigger.SCHEDULE));
  }

  /** A person asks for a run now. */
  public Requested request(ProblemName problem) {
    return at(problem, desk -> consider(problem, desk, Trigger.REQUEST));
  }

  /** The problem is known, perhaps since long: what is in the store may call for a run. */
  public void look(ProblemName problem) {
    threads.later(
        Duration.ZERO,
        () -> orAgain(problem, () -> at(problem, desk -> consider(problem, desk, Trigger.CHANGE))));
  }

  /** The run that is on. */
  public Optional<RunRecord> running(ProblemName problem) {
    return at(problem, desk -> desk.running);
  }

  private void orAgain(ProblemName problem, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: cannot be looked at, tried again soon: {}", problem, e.toString());
      threads.later(TRY_AGAIN, () -> orAgain(problem, work));
    }
  }

  private <T> T at(ProblemName problem, Function<Desk, T> work) {
    Desk desk = desks.computeIfAbsent(problem, _ -> new Desk());
    desk.lock.lock();
    try {
      return work.apply(desk);
    } finally {
      desk.lock.unlock();
    }
  }

  private Situation situation(ProblemName problem, Desk desk) {
    if (desk.situation.isEmpty()) {
      desk.situation = Optional.of(recovery.situation(problem));
      recovery.correlationId(problem).ifPresent(id -> desk.correlationId = id);
    }
    return desk.situation.get();
  }

  private Requested consider(ProblemName name, Desk desk, Trigger trigger) {
    Optional<VersionedProblem> problem = catalog.find(name);
    if (problem.isEmpty()) {
      return new Requested.Refused("there is no problem " + name);
    }
    if (desk.running.isPresent()) {
      desk.scheduleMissed |= trigger == Trigger.SCHEDULE;
      return new Requested.Refused("run %s is on".formatted(desk.running.get().run()));
    }
    Situation now = situation(name, desk);
    Trigger effective =
        desk.scheduleMissed && trigger == Trigger.CHANGE ? Trigger.SCHEDULE : trigger;
    return switch (Decider.decide(problem.get().problem(), now, effective, clock.instant())) {
      case Decision.Wait wait -> {
        LOG.debug("{}: no run now: {}", name, wait.reason());
        desk.scheduleMissed = effective == Trigger.SCHEDULE && wait.lookAgain().isPresent();
        wait.lookAgain()
            .ifPresent(time -> desk.lookAgain(threads.later(until(time), () -> look(name))));
        yield new Requested.Refused(wait.reason());
      }
      case Decision.Start start -> new Requested.Started(start(problem.get(), desk, now, start));
    };
  }

  private Duration until(Instant time) {
    return Duration.between(clock.instant(), time).plusMillis(1);
  }

  private String start(VersionedProblem problem, Desk desk, Situation now, Decision.Start start) {
    ProblemName name = problem.problem().name();
    Instant at = clock.instant();
    RunRecord record =
        RunRecord.started(
            RUN_NAME.format(at),
            start.cause(),
            at,
            start.asset(),
            now.arrived().labels(),
            correlationId(desk, start));
    journal.start(name, record);
    desk.running = Optional.of(record);
    desk.scheduleMissed = false;
    desk.stopLooking();
    Plan plan = new Plan(problem, record, start.drift());
    threads.run(() -> Correlation.run(record.correlationId(), () -> execute(plan)));
    return record.run();
  }

  private static String correlationId(Desk desk, Decision.Start start) {
    boolean ofTheDrift =
        start.cause().kind() == Cause.Kind.DRIFT || start.cause().kind() == Cause.Kind.PERFORMANCE;
    return switch (start.cause().kind()) {
      case DRIFT, PERFORMANCE, FIRST_DATA, NEW_DATA ->
          start
              .drift()
              .filter(_ -> ofTheDrift)
              .map(OpenDrift::correlationId)
              .or(() -> Optional.ofNullable(desk.correlationId))
              .orElseGet(Correlation::current);
      case SCHEDULE, REQUEST -> Correlation.current();
    };
  }

  private void execute(Plan plan) {
    Outcome outcome;
    try {
      outcome = work.execute(plan);
    } catch (Throwable e) { // out of memory, too: the problem's next run must not wait for this one
      outcome = failed(plan, e);
    }
    close(plan, outcome);
  }

  private Outcome failed(Plan plan, Throwable e) {
    LOG.error("{}: run {} failed", plan.name(), plan.run(), e);
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    Instant now = clock.instant();
    Alert alert =
        new Alert(
            plan.name(),
            Alert.Severity.CRITICAL,
            "run-failed",
            "Run %s failed: %s. What serves stays; new data or a request tries again."
                .formatted(plan.run(), reason),
            now);
    return new Outcome(plan.record().failed(reason, now), List.of(alert));
  }

  /** Tells, writes down, and lets the next run start; what cannot be told yet is tried again. */
  private void close(Plan plan, Outcome outcome) {
    try {
      for (var message : outcome.messages()) {
        publisher.publish(message, plan.record().correlationId());
      }
      journal.end(plan.name(), outcome.record());
    } catch (RuntimeException e) {
      LOG.warn("{}: run {} cannot be told of yet: {}", plan.name(), plan.run(), e.toString());
      threads.later(
          TRY_AGAIN,
          () -> Correlation.run(plan.record().correlationId(), () -> close(plan, outcome)));
      return;
    }
    at(
        plan.name(),
        desk -> {
          Situation before = situation(plan.name(), desk);
          LastRun last = Outcome.lastRun(outcome.record());
          Integer version = outcome.record().version();
          desk.situation =
              Optional.of(version == null ? before.with(last) : before.registered(version, last));
          desk.running = Optional.empty();
          return desk;
        });
    look(plan.name());
  }
}
