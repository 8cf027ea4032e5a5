package io.millrace.monitoring.web;

import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.Recollections;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.ProblemDetailException;
import java.util.function.BiFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds a problem and what is remembered of it. */
@Component
class Watched {

  private final ProblemCatalog catalog;
  private final Recollections recollections;

  Watched(ProblemCatalog catalog, Recollections recollections) {
    this.catalog = catalog;
    this.recollections = recollections;
  }

  <T> T answer(String name, BiFunction<Problem, Recollection, T> answer) {
    Problem problem = problem(name);
    try {
      return recollections.read(
          problem.name(), recollection -> answer.apply(problem, recollection));
    } catch (Recollections.NotReadyException e) {
      throw new ProblemDetailException(
              HttpStatus.SERVICE_UNAVAILABLE,
              "Not ready",
              e.getMessage() + "; try again in a few seconds.")
          .with(HttpHeaders.RETRY_AFTER, "5");
    }
  }

  private Problem problem(String name) {
    if (ProblemName.isValid(name)) {
      var found = catalog.find(new ProblemName(name));
      if (found.isPresent()) {
        return found.get().problem();
      }
    }
    throw new ProblemDetailException(
        HttpStatus.NOT_FOUND, "Unknown problem", "There is no problem '%s'.".formatted(name));
  }
}
