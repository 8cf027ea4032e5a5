package io.millrace.ingestion.land;

import java.time.Duration;

/**
 * When a file closes: at the first of these. What one poll brings may exceed them.
 *
 * @param maxBytes of all open files together
 */
public record Bounds(int maxRows, Duration maxAge, long maxBytes) {}
