package io.millrace.event;

import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event. On the wire its id, time, problem and entity are CloudEvents attributes
 * ({@code ce_id}, {@code ce_time}, {@code ce_problem}, {@code ce_subject}) and its data is the flat
 * JSON object of its values.
 *
 * @param entity the key of the topic; the problem's name where the problem names no key
 * @param values a {@link Double}, {@link String} or {@link Boolean} by feature name; an absent
 *     optional feature has no entry
 */
public record Event(
    ProblemName problem,
    EventId id,
    Instant time,
    String entity,
    Map<String, @Nullable Object> values,
    String correlationId) {

  /** The CloudEvents type. */
  public static final String TYPE = "io.millrace.event.v1";
}
