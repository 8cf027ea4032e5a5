package io.millrace.monitoring.judge;

import io.millrace.message.ControlMessage;

/**
 * A decision about a problem's traffic, as it is claimed and published.
 *
 * @param number claimed at most once
 * @param id of the message: the same however often it is published
 */
public record Decision(int number, String id, ControlMessage message, String correlationId) {

  /** What was decided. */
  public Made made() {
    return Made.of(message).orElseThrow();
  }
}
