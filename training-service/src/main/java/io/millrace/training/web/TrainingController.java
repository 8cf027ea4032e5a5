package io.millrace.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.message.Cause;
import io.millrace.message.Promotion;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Requested;
import io.millrace.training.run.Trainings;
import io.millrace.training.search.Trial;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.TrialJournal.TrialFile;
import io.millrace.training.store.TrialJournals;
import io.millrace.training.web.RunEntry.TrialEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The models of a problem, and the runs that made them or did not. */
@RestController
@RequestMapping("/v1/problems/{problem}")
class TrainingController {

  private final ProblemCatalog catalog;
  private final ModelStore models;
  private final Lookup lookup;
  private final RunStates states;
  private final TrialJournals trials;
  private final Trainings trainings;
  private final Clock clock;

  TrainingController(
      ProblemCatalog catalog,
      ModelStore models,
      RunStates states,
      TrialJournals trials,
      Trainings trainings,
      Clock clock) {
    this.clock = clock;
    this.catalog = catalog;
    this.models = models;
    this.lookup = new Lookup(catalog, models);
    this.states = states;
    this.trials = trials;
    this.trainings = trainings;
  }

  /**
   * A model in the list of them.
   *
   * @param naive metrics of the same answer each time, on the same rows
   * @param rows that it was trained on
   * @param path of its package in the blob store
   * @param promotion how it came from another environment; left out where it was made or brought
   *     here
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ModelEntry(
      int version,
      String algorithm,
      Metric metric,
      Map<String, Double> metrics,
      Map<String, Double> naive,
      long rows,
      Cause cause,
      Instant registeredAt,
      String path,
      @Nullable Promotion promotion) {}

  /** A run that was started. */
  record RunStarted(String run) {}

  /** The newest first. */
  @GetMapping("/models")
  List<ModelEntry> models(@PathVariable("problem") String problem) {
    ProblemName name = lookup.problem(problem);
    return models.versions(name).stream()
        .map(version -> models.find(name, version))
        .flatMap(Optional::stream)
        .map(TrainingController::entry)
        .toList();
  }

  /** The manifest, as it is stored, under the number that the version has here. */
  @GetMapping(path = "/models/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] model(@PathVariable("problem") String problem, @PathVariable("version") int version) {
    return PackageJson.write(lookup.model(problem, version).manifest());
  }

  /** The newest first, as the store has them, whichever instance is asked. */
  @GetMapping("/runs")
  List<RunEntry> runs(@PathVariable("problem") String problem) {
    ProblemName name = lookup.problem(problem);
    Map<String, Long> counts = trials.counts(name);
    Define define = catalog.find(name).orElseThrow().problem().define();
    Instant now = clock.instant();
    return states.all(name).stream()
        .map(
            run ->
                RunEntry.of(
                    run,
                    define,
                    now,
                    counts.getOrDefault(run.run(), 0L),
                    run.isOpen() ? best(name, run) : null))
        .toList();
  }

  private @Nullable TrialEntry best(ProblemName name, RunRecord run) {
    Metric metric = catalog.find(name).orElseThrow().problem().train().search().metric();
    return Trial.best(trials.of(name, run.run()).ended(), metric)
        .flatMap(trial -> Optional.ofNullable(trial.best()).map(best -> TrialEntry.of(trial, best)))
        .orElse(null);
  }

  /** What the run has tried so far, in the order of the trials' numbers. */
  @GetMapping("/runs/{run}/trials")
  List<TrialFile> trials(@PathVariable("problem") String problem, @PathVariable("run") String run) {
    ProblemName name = lookup.problem(problem);
    if (states.find(name, Lookup.run(name, run)).isEmpty()) {
      throw Lookup.noRun(name, run);
    }
    return trials.of(name, run).ended().stream().map(TrialFile::of).toList();
  }

  @PostMapping("/runs")
  ResponseEntity<RunStarted> train(@PathVariable("problem") String problem) {
    return switch (trainings.request(lookup.problem(problem))) {
      case Requested.Started(String run) -> ResponseEntity.accepted().body(new RunStarted(run));
      case Requested.Refused(String reason) ->
          throw new ProblemDetailException(
              HttpStatus.CONFLICT, "No run now", "No run was started: %s.".formatted(reason));
    };
  }

  private static ModelEntry entry(ModelStore.Stored stored) {
    Manifest manifest = stored.manifest();
    return new ModelEntry(
        manifest.version(),
        manifest.algorithm(),
        manifest.metric(),
        manifest.metrics(),
        manifest.naive(),
        Announcement.trainingRows(manifest),
        manifest.cause(),
        manifest.createdAt(),
        stored.path(),
        stored.promotion());
  }
}
