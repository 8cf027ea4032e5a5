package io.millrace.training.web;

import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.training.register.ModelStore;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Finds what an address names, or answers 404. */
record Lookup(ProblemCatalog catalog, ModelStore models) {

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  ProblemName problem(String problem) {
    if (ProblemName.isValid(problem)) {
      ProblemName name = new ProblemName(problem);
      if (catalog.find(name).isPresent()) {
        return name;
      }
    }
    throw new ProblemDetailException(
        HttpStatus.NOT_FOUND, "Unknown problem", "There is no problem %s.".formatted(problem));
  }

  ModelStore.Stored model(String problem, int version) {
    return models
        .find(problem(problem), version)
        .orElseThrow(
            () ->
                new ProblemDetailException(
                    HttpStatus.NOT_FOUND,
                    "Unknown model",
                    "Problem %s has no model version %d.".formatted(problem, version)));
  }

  /** A run's name, if it can be one. */
  static String run(ProblemName problem, String run) {
    if (!RUN.matcher(run).matches()) {
      throw noRun(problem, run);
    }
    return run;
  }

  static ProblemDetailException noRun(ProblemName problem, String run) {
    return new ProblemDetailException(
        HttpStatus.NOT_FOUND, "Unknown run", "Problem %s has no run %s.".formatted(problem, run));
  }
}
