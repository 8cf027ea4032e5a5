package io.millrace.ingestion.accept;

/**
 * The bounds of requests.
 *
 * @param maxBody bytes of a request as it comes
 * @param maxUnpacked bytes of a request after decompression
 * @param maxText characters of one category, key or class
 * @param inFlight unpacked bytes of all requests that are being answered
 */
public record Limits(
    int maxBody, int maxUnpacked, int maxRows, int maxText, int maxProblemFile, long inFlight) {}
