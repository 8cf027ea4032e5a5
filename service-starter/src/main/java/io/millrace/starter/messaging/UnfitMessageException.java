package io.millrace.starter.messaging;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;

/** The broker answered, and does not take the message however often it is sent. */
final class UnfitMessageException extends MessageDeliveryException {

  private static final long serialVersionUID = 1L;

  UnfitMessageException(Message<?> message, String text, Throwable cause) {
    super(message, text, cause);
  }
}
