package io.millrace.training.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.problem.Problem;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.rollout.DecidedTraffic;
import io.millrace.training.promote.Exchange;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.ReproductionJournal;
import io.millrace.training.store.RunLogs;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.SuspicionJournal;
import io.millrace.training.store.TargetJournal;
import io.millrace.training.store.TrialJournals;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts trainings together. */
public record TrainingFactory(
    BlobStore blobs,
    ProblemCatalog catalog,
    ControlPublisher publisher,
    ModelStore models,
    RunStates states,
    LocalFiles localFiles,
    RunListener listener,
    Supplier<Optional<String>> modelsTopic,
    MeterRegistry meters,
    Clock clock) {

  public Trainings create(Threads threads, Computing computing, Pace pace) {
    LandedAssets assets = new LandedAssets(blobs);
    DriftJournal drifts = new DriftJournal(blobs);
    TrainingRun work = new TrainingRun(stores(assets), computing, this::isAsked, clock);
    Surveyor surveyor =
        new Surveyor(
            assets,
            models,
            new Champions(models, new DecidedTraffic(blobs)),
            states,
            drifts,
            new TargetJournal(blobs, clock));
    Teller teller =
        new Teller(
            states,
            models,
            new SuspicionJournal(blobs),
            catalog,
            publisher,
            new RunMeters(meters),
            clock);
    return new Trainings(
        catalog,
        states,
        drifts,
        new Watch(states, surveyor, teller, clock, pace),
        new Attempts(states, models, work, listener, computing.capacity(), threads, clock, pace),
        new Retelling(blobs, models, new DecidedTraffic(blobs), publisher, modelsTopic),
        threads,
        pace);
  }

  /** What trains a version again; it shares the threads with runs. */
  public Reproducer reproducer(
      ReproductionJournal journal, Threads threads, Computing computing, Pace pace) {
    TrainingAgain again = new TrainingAgain(states, stores(new LandedAssets(blobs)), computing);
    return new Reproducer(journal, again::compare, threads, pace.heartbeat());
  }

  /** What makes versions of models that were trained elsewhere. */
  public Adoption adoption(Computing computing) {
    return new Adoption(stores(new LandedAssets(blobs)), computing, publisher, clock);
  }

  /** What gives packages to other environments, and takes theirs. */
  public Exchange exchange(Path folder) {
    Champions champions = new Champions(models, new DecidedTraffic(blobs));
    return new Exchange(models, publisher, champions::answers, listener::promoted, folder, clock);
  }

  private TrainingRun.Stores stores(LandedAssets assets) {
    return new TrainingRun.Stores(
        assets, localFiles, models, new TrialJournals(blobs), new RunLogs(blobs));
  }

  private boolean isAsked(Problem trained) {
    return catalog
        .find(trained.name())
        .map(now -> now.problem().define())
        .filter(now -> now.task() == trained.define().task())
        .filter(now -> now.target().equals(trained.define().target()))
        .isPresent();
  }
}
