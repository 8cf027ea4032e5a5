package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.time.Instant;

/** A version takes all of the traffic. */
public record ModelPromoted(ProblemName problem, int version, String reason, Instant promotedAt)
    implements ControlMessage {}
