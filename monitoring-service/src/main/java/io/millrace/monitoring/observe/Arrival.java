package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import java.time.Instant;

/** When an event was first heard of, by a prediction or by its truth. */
public record Arrival(EventId event, Instant at) {}
