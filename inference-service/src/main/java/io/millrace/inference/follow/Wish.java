package io.millrace.inference.follow;

import io.millrace.problem.ProblemName;
import org.jspecify.annotations.Nullable;

/**
 * Which predictions somebody wants to be told.
 *
 * @param entity null for all of the problem
 */
public record Wish(ProblemName problem, @Nullable String entity) {

  boolean fits(Told told) {
    return told.problem().equals(problem) && (entity == null || entity.equals(told.entity()));
  }
}
