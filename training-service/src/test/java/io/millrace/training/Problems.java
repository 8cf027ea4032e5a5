package io.millrace.training;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.starter.messaging.MillraceJson;
import java.util.Map;

/** Problem files for tests, written with single quotes. */
public final class Problems {

  private Problems() {}

  public static Map<String, Object> tree(String json) {
    @SuppressWarnings("unchecked")
    Map<String, Object> tree = MillraceJson.mapper().readValue(json.replace('\'', '"'), Map.class);
    return tree;
  }

  public static Problem read(String json) {
    return switch (ProblemFile.read(tree(json))) {
      case ProblemFile.Accepted(Problem problem) -> problem;
      case ProblemFile.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }
}
