package io.millrace.starter.messaging;

import io.millrace.message.ControlMessage;

/** What a service does when a control message comes. */
@FunctionalInterface
public interface ControlHandler {

  /**
   * Called for one message at a time, in the order of its partition. An exception leads to retries,
   * and then to the message being set aside.
   */
  void on(ControlMessage message, EventContext context);
}
