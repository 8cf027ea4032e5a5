package io.millrace.training.run;

import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.training.decide.Arrived;
import io.millrace.training.decide.LastRun;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.decide.Situation;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.RunJournal;
import io.millrace.training.store.RunRecord;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service that has just started knows of a problem: the store is the truth. */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final LandedAssets assets;
  private final ModelStore models;
  private final RunJournal runs;
  private final DriftJournal drifts;
  private final ControlPublisher publisher;
  private final Clock clock;

  Recovery(
      LandedAssets assets,
      ModelStore models,
      RunJournal runs,
      DriftJournal drifts,
      ControlPublisher publisher,
      Clock clock) {
    this.assets = assets;
    this.models = models;
    this.runs = runs;
    this.drifts = drifts;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Settles runs that were cut short, and puts together where the problem stands. */
  Situation situation(ProblemName problem) {
    runs.open(problem).forEach(run -> settle(problem, run));
    Arrived arrived =
        assets.latest(problem).map(LandedAssets.Latest::arrived).orElse(Arrived.NOTHING);
    Optional<Integer> newest = models.versions(problem).stream().findFirst();
    Optional<LastRun> last =
        runs.ended(problem).stream()
            .filter(run -> !run.interrupted())
            .findFirst()
            .map(Outcome::lastRun);
    Optional<OpenDrift> drift = newest.flatMap(version -> drifts.of(problem, version));
    return new Situation(
        arrived, newest.map(OptionalInt::of).orElse(OptionalInt.empty()), last, drift);
  }

  /** Of the data that landed last. */
  Optional<String> correlationId(ProblemName problem) {
    return assets.latest(problem).map(LandedAssets.Latest::correlationId);
  }

  /** A model that is stored was registered, even if the message that tells of it was never sent. */
  private void settle(ProblemName problem, RunRecord run) {
    List<ModelStore.Stored> made =
        models.versions(problem).stream()
            .flatMap(version -> models.find(problem, version).stream())
            .filter(stored -> stored.manifest().run().equals(run.run()))
            .toList();
    if (made.isEmpty()) {
      LOG.info("{}: run {} was cut short", problem, run.run());
      runs.end(problem, run.interrupted(clock.instant()));
      return;
    }
    ModelStore.Stored stored = made.getFirst();
    int version = stored.manifest().version();
    LOG.info("{}: v{} was registered by run {}, told again", problem, version, run.run());
    publisher.publish(Announcement.of(stored), run.correlationId());
    RunRecord.Report report =
        new RunRecord.Report(
            stored.manifest().candidates(), stored.manifest().champion(), java.util.Map.of());
    runs.end(problem, run.registered(version, report, stored.manifest().createdAt()));
  }
}
