package io.millrace.monitoring.observe;

import java.time.Instant;

/**
 * What the metric is likely to have been over some predictions in a row, whether or not their truth
 * is known.
 *
 * @param predictions that it is an estimate of
 * @param from the earliest of their events
 * @param to the latest of their events
 */
public record Estimate(
    int modelVersion, double value, long predictions, Instant from, Instant to) {}
