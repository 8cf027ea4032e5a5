package io.millrace.ingestion.web;

import io.millrace.ingestion.problems.Problems;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Finds the problem that an address names. */
@Component
class Directory {

  private final Problems problems;
  private volatile boolean ready;

  Directory(Problems problems) {
    this.problems = problems;
  }

  /** The topic has been read to its end. */
  @EventListener(ApplicationReadyEvent.class)
  void opened() {
    ready = true;
  }

  /** Answers 503 for as long as a problem that is not known may still turn up. */
  void requireReady() {
    if (!ready) {
      throw Answers.starting();
    }
  }

  VersionedProblem find(String name) {
    if (!ProblemName.isValid(name)) {
      throw Answers.unknownProblem(name);
    }
    return problems
        .find(new ProblemName(name))
        .orElseThrow(
            () -> {
              requireReady();
              return Answers.unknownProblem(name);
            });
  }
}
