package io.millrace.training.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.problem.Problem;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.training.prepare.Limits;
import io.millrace.training.prepare.Preparer;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.ReproductionJournal;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.SuspicionJournal;
import io.millrace.training.store.TargetJournal;
import io.millrace.training.store.TrialJournals;
import io.millrace.training.train.ElasticNet;
import io.millrace.training.train.GradientBoosting;
import io.millrace.training.train.NeuralNetwork;
import java.time.Clock;
import java.util.List;

/** Puts trainings together. */
public record TrainingFactory(
    BlobStore blobs,
    ProblemCatalog catalog,
    ControlPublisher publisher,
    ModelStore models,
    RunStates states,
    LocalFiles localFiles,
    RunListener listener,
    MeterRegistry meters,
    Clock clock) {

  public Trainings create(Threads threads, Limits limits, Pace pace) {
    LandedAssets assets = new LandedAssets(blobs);
    DriftJournal drifts = new DriftJournal(blobs);
    TrainingRun work = run(assets, selection(threads), limits);
    Surveyor surveyor =
        new Surveyor(assets, models, states, drifts, new TargetJournal(blobs, clock));
    Teller teller =
        new Teller(
            states, models, new SuspicionJournal(blobs), publisher, new RunMeters(meters), clock);
    return new Trainings(
        catalog,
        states,
        drifts,
        new Watch(states, surveyor, teller, clock, pace),
        new Attempts(states, models, work, listener, threads, clock, pace),
        threads,
        pace);
  }

  /** What trains a version again; it shares the threads with runs. */
  public Reproducer reproducer(
      ReproductionJournal journal, Threads threads, Limits limits, Pace pace) {
    LandedAssets assets = new LandedAssets(blobs);
    Selection selection = selection(threads);
    TrainingAgain again =
        new TrainingAgain(states, models, assets, run(assets, selection, limits), selection);
    return new Reproducer(journal, again::compare, threads, pace.heartbeat());
  }

  private TrainingRun run(LandedAssets assets, Selection selection, Limits limits) {
    return new TrainingRun(
        assets,
        localFiles,
        models,
        new Preparer(limits),
        selection,
        limits.mostRows(),
        this::isAsked,
        clock);
  }

  private Selection selection(Threads threads) {
    return new Selection(
        List.of(new GradientBoosting(), new NeuralNetwork(), new ElasticNet()),
        new TrialJournals(blobs),
        threads);
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
