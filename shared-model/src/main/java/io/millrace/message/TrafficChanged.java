package io.millrace.message;

import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import java.time.Instant;

/**
 * Other versions are tried beside the champion, or with other shares.
 *
 * @param reason a plain sentence
 * @param by the caller that decided it
 * @param traffic what holds from here on
 */
public record TrafficChanged(
    ProblemName problem, String reason, String by, Traffic traffic, Instant changedAt)
    implements ControlMessage {}
