package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Text;
import io.millrace.ingestion.problems.Problems;
import io.millrace.ingestion.problems.Stated;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** States problems, and says which there are. */
@RestController
@RequestMapping("/v1/problems")
class ProblemsController {

  private final Problems problems;
  private final Directory directory;
  private final BodyIntake intake;

  ProblemsController(Problems problems, Directory directory, BodyIntake intake) {
    this.problems = problems;
    this.directory = directory;
    this.intake = intake;
  }

  record Version(String problem, long version) {}

  record Definition(String problem, long version, Map<String, Object> definition) {
    static Definition of(VersionedProblem problem) {
      return new Definition(
          problem.problem().name().value(), problem.version(), problem.definition());
    }
  }

  @Operation(
      summary = "State a problem",
      description =
          "The problem file in YAML or JSON. 201: it is new. 200: it is changed, or as it was.")
  @PutMapping("/{problem}")
  ResponseEntity<Version> put(@PathVariable String problem, HttpServletRequest request) {
    directory.requireReady();
    ProblemName name = name(problem);
    Stated stated =
        Answers.of(
            () ->
                problems.state(
                    name, ProblemTrees.read(intake.problemFile(request)), Correlation.current()));
    return switch (stated) {
      case Stated.Published(long version, boolean isNew) ->
          ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
              .body(new Version(problem, version));
      case Stated.Unchanged(long version) -> ResponseEntity.ok(new Version(problem, version));
      case Stated.Refused(var errors) -> throw refused(errors);
    };
  }

  @Operation(summary = "Read a problem")
  @GetMapping("/{problem}")
  Definition get(@PathVariable String problem) {
    return Definition.of(directory.find(problem));
  }

  @Operation(summary = "List all problems")
  @GetMapping
  List<Definition> list() {
    directory.requireReady();
    return problems.all().stream().map(Definition::of).toList();
  }

  @Operation(
      summary = "Take a problem away",
      description = "Nothing more is accepted for it. What has landed stays where it is.")
  @DeleteMapping("/{problem}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String problem) {
    ProblemName name = directory.find(problem).problem().name();
    boolean wasThere = Answers.of(() -> problems.delete(name, Correlation.current()));
    if (!wasThere) {
      throw Answers.unknownProblem(problem);
    }
  }

  private static ProblemName name(String problem) {
    if (!ProblemName.isValid(problem)) {
      throw refused(List.of(new ProblemError("problem", problem, ProblemName.allowed())));
    }
    return new ProblemName(problem);
  }

  private static ProblemError shown(ProblemError error) {
    return new ProblemError(
        Text.shown(error.key()), Text.shown(error.found()), Text.shown(error.allowed()));
  }

  private static ProblemDetailException refused(List<ProblemError> found) {
    List<ProblemError> errors = found.stream().map(ProblemsController::shown).toList();
    return new ProblemDetailException(
        HttpStatus.BAD_REQUEST,
        "Malformed problem file",
        errors.size() == 1
            ? errors.getFirst().toString()
            : "%d things are wrong in the problem file; errors lists them."
                .formatted(errors.size()),
        Map.of("errors", errors));
  }
}
