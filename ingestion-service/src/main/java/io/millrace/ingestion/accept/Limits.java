package io.millrace.ingestion.accept;

import java.time.Duration;

/**
 * The bounds of requests.
 *
 * @param maxBody bytes of a request as it comes
 * @param maxUnpacked bytes of a request after decompression
 * @param maxText characters of one category, key or class
 * @param inFlight bytes of memory for all requests that are being answered
 * @param bodyTimeout for a sender to send a body, and to take the answer
 */
public record Limits(
    int maxBody,
    int maxUnpacked,
    int maxRows,
    int maxText,
    int maxProblemFile,
    long inFlight,
    Duration bodyTimeout) {}
