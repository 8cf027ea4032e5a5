package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import java.time.Instant;

/**
 * An alert as it was published.
 *
 * @param place in the order of all; there may be places between two alerts
 * @param source the service that raised it
 */
public record Posted(
    long place, String id, String source, Instant time, String correlationId, Alert alert) {}
