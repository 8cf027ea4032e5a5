package io.millrace.monitoring.judge;

/**
 * What there is to know besides a pair.
 *
 * @param correlationId of the message that brought it
 * @param labelsExpected whether the problem's labels come regularly, if late
 */
public record Circumstances(String correlationId, boolean labelsExpected) {}
