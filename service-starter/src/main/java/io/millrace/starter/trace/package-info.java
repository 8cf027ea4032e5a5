/** Traces across services and topics, by OpenTelemetry; nothing of it runs while it is off. */
@NullMarked
package io.millrace.starter.trace;

import org.jspecify.annotations.NullMarked;
