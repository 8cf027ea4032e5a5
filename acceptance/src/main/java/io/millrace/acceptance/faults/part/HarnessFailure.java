package io.millrace.acceptance.faults.part;

import java.util.Objects;

/** The harness itself cannot go on; the message says why, in words for people. */
public final class HarnessFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public HarnessFailure(String message) {
    super(message);
  }

  public HarnessFailure(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
