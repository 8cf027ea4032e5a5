package io.millrace.problem;

import java.util.List;
import java.util.Map;

/** What reading a problem file gives: the problem, or every error in it. */
public sealed interface ProblemFile {

  record Accepted(Problem problem) implements ProblemFile {}

  /**
   * @param errors all of them, in the order of the file's steps; never empty
   */
  record Refused(List<ProblemError> errors) implements ProblemFile {
    public Refused {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Checks a problem file whole, and fills in the defaults.
   *
   * @param tree the file as YAML or JSON readers give it: maps, lists, strings, numbers, booleans
   */
  static ProblemFile read(Map<String, ?> tree) {
    return new ProblemReader(tree).read();
  }
}
