package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.time.Instant;

/** A version is taken out of the traffic, and an earlier one serves again. */
public record ModelRolledBack(
    ProblemName problem, int from, int to, String reason, Instant rolledBackAt)
    implements ControlMessage {}
