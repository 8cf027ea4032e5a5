package io.millrace.inference.web;

import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.List;

/**
 * What serves.
 *
 * @param scored how many events of the stream were predicted since the service started
 * @param previous versions that served before, the latest first
 */
record ServedAnswer(
    ProblemName problem,
    int version,
    String algorithm,
    Instant loadedAt,
    long scored,
    List<ServedProblem.Earlier> previous) {

  static ServedAnswer of(ServedProblem problem, ServedModel model) {
    return new ServedAnswer(
        problem.name(),
        model.version(),
        model.manifest().algorithm(),
        model.loadedAt(),
        problem.streamed(),
        problem.earlier());
  }
}
