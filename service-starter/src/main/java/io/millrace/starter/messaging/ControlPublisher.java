package io.millrace.starter.messaging;

import io.millrace.message.ControlMessage;

/** Sends control messages. */
public interface ControlPublisher {

  /**
   * Sends a message to its topic with its key, and returns when the broker has it.
   *
   * @param correlationId of the turn of the loop it belongs to
   * @throws org.springframework.messaging.MessagingException when the broker does not take it in
   *     time
   */
  void publish(ControlMessage message, String correlationId);
}
