package io.millrace.ingestion.accept;

/** A row, written as a message, is larger than the log takes. */
public final class RowTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RowTooLargeException(Throwable cause) {
    super(
        "A row is larger than the broker takes messages; rows around it may have been accepted",
        cause);
  }
}
