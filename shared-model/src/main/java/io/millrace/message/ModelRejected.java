package io.millrace.message;

import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.Map;

/**
 * A training made no model that may serve.
 *
 * @param reason a plain sentence: the bar it missed, or the champion that is still better
 * @param metrics the best candidate's on the holdout, by name
 */
public record ModelRejected(
    ProblemName problem,
    String run,
    String reason,
    String algorithm,
    Metric metric,
    Map<String, Double> metrics,
    Cause cause,
    Instant rejectedAt)
    implements ControlMessage {}
