package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.time.Instant;

/** A problem was taken away: nothing more is accepted, trained or scored for it. */
public record ProblemDeleted(ProblemName problem, Instant deletedAt) implements ControlMessage {}
