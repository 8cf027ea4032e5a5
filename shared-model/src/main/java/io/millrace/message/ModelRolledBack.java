package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version is taken out of the traffic.
 *
 * @param from that version
 * @param to the champion from here on; 0 where there is none
 * @param reason a plain sentence
 * @param by the service or the caller that decided it
 * @param evidence null where an operator decided without any
 * @param traffic what holds from here on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelRolledBack(
    ProblemName problem,
    int from,
    int to,
    String reason,
    String by,
    @Nullable Evidence evidence,
    Traffic traffic,
    Instant rolledBackAt)
    implements ControlMessage {}
