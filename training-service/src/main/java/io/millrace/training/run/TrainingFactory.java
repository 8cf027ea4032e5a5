package io.millrace.training.run;

import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.training.prepare.Limits;
import io.millrace.training.prepare.Preparer;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.RunJournal;
import io.millrace.training.train.GradientBoosting;
import io.millrace.training.train.NeuralNetwork;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Puts trainings together.
 *
 * @param workDir for fetched files, spilled rows and drafts
 */
public record TrainingFactory(
    BlobStore blobs,
    ProblemCatalog catalog,
    ControlPublisher publisher,
    ModelStore models,
    RunJournal journal,
    Clock clock,
    Path workDir) {

  public Trainings create(Threads threads, Limits limits) {
    LandedAssets assets = new LandedAssets(blobs);
    DriftJournal drifts = new DriftJournal(blobs);
    TrainingRun work =
        new TrainingRun(
            assets,
            new LocalFiles(blobs, workDir.resolve("files")),
            models,
            new Preparer(limits),
            List.of(new GradientBoosting(), new NeuralNetwork()),
            name -> catalog.find(name).isPresent(),
            clock);
    Recovery recovery = new Recovery(assets, models, journal, drifts, publisher, clock);
    return new Trainings(catalog, recovery, journal, drifts, work, publisher, threads, clock);
  }
}
