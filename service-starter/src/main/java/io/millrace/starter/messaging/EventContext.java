package io.millrace.starter.messaging;

import io.millrace.problem.ProblemName;
import java.time.Instant;

/**
 * The CloudEvents attributes of a message.
 *
 * @param type {@code io.millrace.data-arrived.v1}
 * @param source {@code /millrace/ingestion-service}
 * @param subject what it is about: an entity, an event's id, a version
 * @param correlationId carried from the event that caused a turn of the loop to the model that
 *     answers it
 */
public record EventContext(
    String id,
    String type,
    String source,
    String subject,
    Instant time,
    ProblemName problem,
    String correlationId) {}
