package io.millrace.training.lineage;

import io.millrace.message.LandedFile;
import io.millrace.message.Promotion;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.lineage.LineageEvents.Attempt;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.RunListener;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.StoredRun;
import io.openlineage.client.OpenLineage.RunEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells of attempts; what an event needs of the store is read on the sender's thread. */
final class LineageListener implements RunListener, AutoCloseable {

  private final LineageEvents events;
  private final LineageSender sender;
  private final LandedAssets assets;
  private final long mostRows;
  private final ModelStore models;
  private final Clock clock;

  /**
   * @param mostRows that a run uses
   */
  LineageListener(
      LineageEvents events,
      LineageSender sender,
      LandedAssets assets,
      long mostRows,
      ModelStore models,
      Clock clock) {
    this.events = events;
    this.sender = sender;
    this.assets = assets;
    this.mostRows = mostRows;
    this.models = models;
    this.clock = clock;
  }

  @Override
  public void started(ProblemName problem, StoredRun taken) {
    Attempt attempt = attempt(problem, taken);
    Instant now = clock.instant();
    sender.send(() -> events.started(attempt, landed(attempt), now));
  }

  @Override
  public void ended(ProblemName problem, StoredRun taken, StoredRun after) {
    Attempt attempt = attempt(problem, taken);
    Instant now = clock.instant();
    sender.send(() -> ended(attempt, after.record(), now));
  }

  private RunEvent ended(Attempt attempt, RunRecord after, Instant now) {
    return switch (after.state()) {
      case REGISTERED, REJECTED ->
          events.complete(attempt, landed(attempt), made(attempt, after), now);
      case FAILED, QUEUED ->
          events.failed(
              attempt, Objects.requireNonNullElse(after.reason(), "it was given up"), now);
      case RUNNING, CANCELLED -> events.aborted(attempt, now);
    };
  }

  @Override
  public void abandoned(ProblemName problem, StoredRun taken) {
    Attempt attempt = attempt(problem, taken);
    Instant now = clock.instant();
    sender.send(() -> events.aborted(attempt, now));
  }

  @Override
  public void promoted(ModelStore.Stored version, Promotion promotion) {
    sender.send(() -> events.promoted(version, promotion));
  }

  private static Attempt attempt(ProblemName problem, StoredRun taken) {
    return new Attempt(problem, taken.record(), taken.plan().definition());
  }

  private List<LandedFile> landed(Attempt attempt) {
    return assets.files(attempt.problem(), attempt.record().asset(), mostRows);
  }

  private Optional<Manifest> made(Attempt attempt, RunRecord after) {
    Integer version = after.version();
    return version == null
        ? Optional.empty()
        : models.find(attempt.problem(), version).map(ModelStore.Stored::manifest);
  }

  @Override
  public void close() {
    sender.close();
  }
}
