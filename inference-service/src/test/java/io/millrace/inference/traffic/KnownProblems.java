package io.millrace.inference.traffic;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog of problems of which only the names matter, and whether their traffic is watched. */
public final class KnownProblems implements ProblemCatalog {

  private final Map<ProblemName, VersionedProblem> problems = new LinkedHashMap<>();

  public KnownProblems(String... names) {
    for (String name : names) {
      state(name, "on");
    }
  }

  /**
   * @param traffic as in a problem file
   */
  public void state(String name, String traffic) {
    Map<String, Object> definition =
        Map.of(
            "problem", name,
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor", Map.of("traffic", traffic));
    Problem problem =
        switch (ProblemFile.read(definition)) {
          case ProblemFile.Accepted(var accepted) -> accepted;
          case ProblemFile.Refused(var errors) -> throw new AssertionError(errors);
        };
    problems.put(name(name), new VersionedProblem(problem, 1, definition));
  }

  public static ProblemName name(String name) {
    return new ProblemName(name);
  }

  public void forget(String name) {
    problems.remove(name(name));
  }

  @Override
  public Optional<VersionedProblem> find(ProblemName name) {
    return Optional.ofNullable(problems.get(name));
  }

  @Override
  public List<VersionedProblem> all() {
    return List.copyOf(problems.values());
  }

  @Override
  public void onChange(Listener listener) {}
}
