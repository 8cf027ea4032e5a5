package io.millrace.monitoring.observe;

import org.jspecify.annotations.Nullable;

/**
 * By how much a forecast was off.
 *
 * @param within whether the value lay in the forecast's interval; null where it had none
 */
public record Miss(double error, @Nullable Boolean within) {}
