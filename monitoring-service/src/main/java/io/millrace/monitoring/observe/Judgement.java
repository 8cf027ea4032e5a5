package io.millrace.monitoring.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The running metric at one moment.
 *
 * @param value null where the metric is not defined for what was seen
 * @param labelled how many predictions of the version had a known truth
 */
public record Judgement(int modelVersion, @Nullable Double value, long labelled, Instant at) {}
