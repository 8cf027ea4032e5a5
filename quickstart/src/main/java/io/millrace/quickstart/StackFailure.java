package io.millrace.quickstart;

import java.util.Objects;

/** The stack could not start or go on; the message says why, in words for people. */
public final class StackFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StackFailure(String message) {
    super(message);
  }

  public StackFailure(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
