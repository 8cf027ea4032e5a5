package io.millrace.broker;

import java.util.Objects;

/** The broker could not start; the message says why, in words for people. */
public final class BrokerFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  BrokerFailure(String message) {
    super(message);
  }

  BrokerFailure(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
