package io.millrace.training.lineage;

import io.millrace.event.Feature;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import java.util.List;
import java.util.Map;

/** The features that a problem file names; none where this Millrace does not read it. */
final class Features {

  private Features() {}

  static List<Feature> of(Map<String, Object> definition) {
    return switch (ProblemFile.read(definition)) {
      case ProblemFile.Accepted(Problem problem) -> problem.data().features().features();
      case ProblemFile.Refused _ -> List.of();
    };
  }
}
