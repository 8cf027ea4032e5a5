package io.millrace.starter.messaging;

import org.jspecify.annotations.Nullable;

/** A message that this version cannot read, however often it is tried. */
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was looked for, and what was found
   */
  public MalformedMessageException(String message) {
    super(message);
  }

  public MalformedMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A field that the message has to have is not there. */
  static MalformedMessageException missing(String field) {
    return new MalformedMessageException(field + ": found nothing; this field is needed");
  }
}
