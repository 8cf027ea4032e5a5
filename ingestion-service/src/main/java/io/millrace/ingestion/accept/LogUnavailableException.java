package io.millrace.ingestion.accept;

import org.jspecify.annotations.Nullable;

/** The log did not acknowledge a request's rows in time; some of them may be in it. */
public final class LogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  /** It was not even tried. */
  public static LogUnavailableException forNow(String reason) {
    return new LogUnavailableException(reason, null);
  }
}
