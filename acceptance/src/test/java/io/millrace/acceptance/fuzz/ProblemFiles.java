package io.millrace.acceptance.fuzz;

import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.web.ProblemBodies;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemFile;
import java.util.List;
import java.util.Map;

/** A problem file, as YAML and as JSON. */
record ProblemFiles(String name, String mediaType, List<byte[]> seeds) implements Boundary {

  static List<Boundary> all() {
    return List.of(
        new ProblemFiles("problem-file-yaml", "application/yaml", Samples.problemFiles()),
        new ProblemFiles("problem-file-json", "application/json", Samples.problemFilesAsJson()));
  }

  @Override
  public void take(byte[] input) {
    Map<String, Object> tree;
    try {
      tree = ProblemBodies.read(input, mediaType);
    } catch (BrokenBodyException refused) {
      Invariant.holds(refused.line() >= 1 && refused.column() >= 1, "a place is named", refused);
      return;
    }
    judge(tree);
  }

  static void judge(Map<String, Object> tree) {
    switch (ProblemFile.read(tree)) {
      case ProblemFile.Accepted(var problem) ->
          Invariant.same(
              problem,
              ((ProblemFile.Accepted) ProblemFile.read(tree)).problem(),
              "a file means the same each time");
      case ProblemFile.Refused(var errors) -> {
        Invariant.holds(!errors.isEmpty(), "a refusal says why", errors);
        errors.forEach(ProblemFiles::requireUseful);
      }
    }
  }

  private static void requireUseful(ProblemError error) {
    Invariant.holds(!error.found().isBlank(), "an error says what was found", error);
    Invariant.holds(!error.allowed().isBlank(), "an error says what is allowed", error);
    Invariant.holds(error.toString().length() < 2000, "an error is short", error);
  }
}
