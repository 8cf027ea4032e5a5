package io.millrace.monitoring.messaging;

import io.millrace.monitoring.observe.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * An event that is remembered.
 *
 * @param state its {@link PackedCase}; null where that has an entry of its own
 */
@SuppressWarnings("ArrayRecordComponent") // as it is stored, never compared
record Remembered(Arrival arrival, byte @Nullable [] state) {}
