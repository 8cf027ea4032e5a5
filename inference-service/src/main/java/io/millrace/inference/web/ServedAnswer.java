package io.millrace.inference.web;

import io.millrace.inference.load.ServedProblem;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What serves.
 *
 * @param inMemory whether its model is, or will be loaded again when it is asked
 * @param scored how many events of the stream this replica has predicted since it started, by what
 *     stands
 * @param refused versions that may not serve, and why
 * @param challengers versions that are tried beside it, the earliest first
 * @param previous versions that served before, the latest first
 */
record ServedAnswer(
    ProblemName problem,
    int version,
    String algorithm,
    Instant loadedAt,
    boolean inMemory,
    long scored,
    List<ServedProblem.Tried> challengers,
    List<Refused> refused,
    List<ServedProblem.Earlier> previous) {

  /** A version that may not serve. */
  record Refused(int version, String reason) {
    static List<Refused> of(Map<Integer, String> refused) {
      return refused.entrySet().stream()
          .map(entry -> new Refused(entry.getKey(), entry.getValue()))
          .toList();
    }
  }

  static ServedAnswer of(
      ServedProblem problem, ServedProblem.Place champion, Map<Integer, String> refused) {
    return new ServedAnswer(
        problem.name(),
        champion.manifest().version(),
        champion.manifest().algorithm(),
        champion.loadedAt(),
        champion.loaded(),
        problem.streamed(),
        problem.tried(),
        Refused.of(refused),
        problem.earlier());
  }
}
