package io.millrace.training.run;

import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.StoredRun;
import io.millrace.training.store.SuspicionJournal;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how runs ended, and writes down that it was told: at least once, whatever dies. */
final class Teller {

  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

  private final RunStates states;
  private final ModelStore models;
  private final SuspicionJournal suspicions;
  private final ProblemCatalog catalog;
  private final ControlPublisher publisher;
  private final RunMeters meters;
  private final Clock clock;

  Teller(
      RunStates states,
      ModelStore models,
      SuspicionJournal suspicions,
      ProblemCatalog catalog,
      ControlPublisher publisher,
      RunMeters meters,
      Clock clock) {
    this.states = states;
    this.models = models;
    this.suspicions = suspicions;
    this.catalog = catalog;
    this.publisher = publisher;
    this.meters = meters;
    this.clock = clock;
  }

  void tell(ProblemName problem, StoredRun ended) {
    RunRecord record = ended.record();
    if (states.find(problem, record.run()).filter(StoredRun::isSettled).isPresent()) {
      return; // it was told since somebody looked
    }
    Ending ending = Ending.of(problem, ended);
    for (var message : ending.messages(models, rollout(problem))) {
      publisher.publish(message, record.correlationId());
    }
    for (var alert : ending.suspicions(suspicions)) {
      publisher.publish(alert, record.correlationId());
    }
    states
        .move(
            problem, record.run(), run -> !run.told() && !run.record().isOpen(), same -> same, true)
        .ifPresent(told -> meters.ended(problem, told));
  }

  /**
   * Tells of a version whose run was written off before it was seen to have made one: its instance
   * was paused in the middle of that.
   *
   * @return whether there was one
   */
  boolean tellOfStraggler(ProblemName problem, int newest) {
    Optional<Stored> stored = models.find(problem, newest);
    return stored
        .flatMap(made -> states.find(problem, made.manifest().run()))
        .filter(Teller::isWrittenOff)
        .map(run -> tellOf(problem, run.record().run(), stored.get()))
        .isPresent();
  }

  private boolean tellOf(ProblemName problem, String run, Stored made) {
    int version = made.manifest().version();
    LOG.warn("{}: v{} was made by run {}, which was written off", problem, version, run);
    publisher.publish(Announcement.of(made, rollout(problem)), made.manifest().correlationId());
    states.move(
        problem,
        run,
        Teller::isWrittenOff,
        record -> record.registered(version, Reports.of(made.manifest()), clock.instant()),
        true);
    return true;
  }

  /** Of a problem that has just gone nothing comes into use by itself. */
  private Rollout rollout(ProblemName problem) {
    return catalog
        .find(problem)
        .map(stated -> stated.problem().deploy().rollout())
        .orElse(Rollout.MANUAL);
  }

  private static boolean isWrittenOff(StoredRun run) {
    return !run.record().isOpen() && run.record().state() != RunRecord.State.REGISTERED;
  }
}
