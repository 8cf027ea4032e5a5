package io.millrace.training.web;

import io.millrace.scoring.model.Manifest;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Reproducer;
import io.millrace.training.run.Requested;
import io.millrace.training.store.Reproduction;
import io.millrace.training.store.ReproductionJournal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a version can be made again, byte by byte. */
@RestController
@RequestMapping("/v1/problems/{problem}/models/{version}/reproduction")
class ReproductionController {

  private final Lookup lookup;
  private final ReproductionJournal journal;
  private final Reproducer reproducer;

  ReproductionController(
      ProblemCatalog catalog,
      ModelStore models,
      ReproductionJournal journal,
      Reproducer reproducer) {
    this.lookup = new Lookup(catalog, models);
    this.journal = journal;
    this.reproducer = reproducer;
  }

  /** Trains the version again; what comes of it is to be asked for. */
  @PostMapping
  ResponseEntity<Reproduction> start(
      @PathVariable("problem") String problem, @PathVariable("version") int version) {
    Manifest manifest = lookup.model(problem, version).manifest();
    return switch (reproducer.request(manifest)) {
      case Requested.Started _ -> ResponseEntity.accepted().body(latest(manifest));
      case Requested.Refused(String reason) ->
          throw new ProblemDetailException(
              HttpStatus.CONFLICT, "Not now", "Nothing was started: %s.".formatted(reason));
    };
  }

  /** The latest, whichever instance did it. */
  @GetMapping
  Reproduction reproduction(
      @PathVariable("problem") String problem, @PathVariable("version") int version) {
    return latest(lookup.model(problem, version).manifest());
  }

  private Reproduction latest(Manifest manifest) {
    return journal
        .find(manifest)
        .orElseThrow(
            () ->
                new ProblemDetailException(
                    HttpStatus.NOT_FOUND,
                    "Not reproduced",
                    "Nobody has trained version %d of problem %s again."
                        .formatted(manifest.version(), manifest.problem())));
  }
}
