package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.Map;

/**
 * A problem was stated, or stated anew.
 *
 * @param version 1 for the first, one more for each change
 * @param definition the whole problem file as a tree, as {@link
 *     io.millrace.problem.ProblemFile#read} takes it
 */
public record ProblemApplied(
    ProblemName problem, long version, Map<String, Object> definition, Instant appliedAt)
    implements ControlMessage {}
