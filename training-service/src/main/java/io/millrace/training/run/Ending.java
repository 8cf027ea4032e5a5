package io.millrace.training.run;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelRejected;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.prepare.Warning;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.StoredRun;
import io.millrace.training.store.SuspicionJournal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is told of a run that has ended; made anew by any instance, it is the same, but for how the
 * problem, as it stands then, wants a version to come into use.
 */
record Ending(ProblemName problem, StoredRun run, Instant at) {

  static Ending of(ProblemName problem, StoredRun run) {
    return new Ending(problem, run, Objects.requireNonNull(run.record().endedAt()));
  }

  /**
   * @param rollout how a version that was made comes into use
   */
  List<ControlMessage> messages(ModelStore models, Rollout rollout) {
    RunRecord record = run.record();
    return switch (record.state()) {
      case REGISTERED -> List.of(Announcement.of(made(models), rollout));
      case REJECTED -> rejected();
      case FAILED -> record.setAside() ? List.of(setAside()) : List.of();
      case CANCELLED -> List.of(); // whoever cancelled it knows
      case QUEUED, RUNNING -> throw new IllegalStateException(record.run() + " has not ended");
    };
  }

  /** What makes the data suspect, as far as no run before has told of it. */
  List<Alert> suspicions(SuspicionJournal journal) {
    RunRecord.Report report = run.record().report();
    return report == null
        ? List.of()
        : report.warnings().stream()
            .filter(warning -> journal.tells(problem, warning.finding(), run.record().run()))
            .map(this::suspicion)
            .toList();
  }

  private Alert suspicion(Warning warning) {
    return new Alert(problem, Alert.Severity.WARNING, "data-suspect", warning.text(), at);
  }

  private ModelStore.Stored made(ModelStore models) {
    int version = Objects.requireNonNull(run.record().version());
    return models
        .find(problem, version)
        .orElseThrow(() -> new IllegalStateException("there is no v" + version));
  }

  private List<ControlMessage> rejected() {
    Optional<Manifest.Candidate> best = best();
    if (best.isEmpty()) {
      return List.of(); // it waits for data
    }
    RunRecord record = run.record();
    String reason = Objects.requireNonNullElse(record.reason(), "");
    ModelRejected rejected =
        new ModelRejected(
            problem,
            record.run(),
            reason,
            best.get().algorithm(),
            Plan.of(run).stated().define().primaryMetric(),
            best.get().metrics(),
            record.cause(),
            at);
    return List.of(
        rejected,
        new Alert(
            problem,
            Alert.Severity.WARNING,
            "model-rejected",
            "Run %s (%s) made no model that may serve: %s. What serves stays; more labelled rows are awaited."
                .formatted(record.run(), record.cause().detail(), reason),
            at));
  }

  private Optional<Manifest.Candidate> best() {
    RunRecord.Report report = run.record().report();
    return report == null
        ? Optional.empty()
        : report.candidates().stream()
            .filter(candidate -> candidate.name().equals(report.best()))
            .findFirst();
  }

  private Alert setAside() {
    RunRecord record = run.record();
    return new Alert(
        problem,
        Alert.Severity.CRITICAL,
        "run-set-aside",
        "Run %s was given up after %d attempts: %s. What serves stays; new data or a request starts another run."
            .formatted(record.run(), record.attempt(), record.reason()),
        at);
  }
}
