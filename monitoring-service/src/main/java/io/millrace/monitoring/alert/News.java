package io.millrace.monitoring.alert;

import io.millrace.message.ControlMessage;

/**
 * A message to send.
 *
 * @param id the same whenever the same is found in the same predictions, so that a reader can tell
 *     what it has already
 * @param correlationId of the prediction or truth that led to it
 */
public record News(String id, ControlMessage message, String correlationId) {}
