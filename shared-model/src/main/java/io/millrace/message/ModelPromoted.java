package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version takes all of the traffic.
 *
 * @param reason a plain sentence
 * @param by the service or the caller that decided it
 * @param evidence null where an operator decided without any
 * @param traffic what holds from here on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelPromoted(
    ProblemName problem,
    int version,
    String reason,
    String by,
    @Nullable Evidence evidence,
    Traffic traffic,
    Instant promotedAt)
    implements ControlMessage {}
