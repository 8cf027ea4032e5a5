package io.millrace.ingestion.accept;

/** The log did not acknowledge a request's rows in time; some of them may be in it. */
public final class LogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
