package io.millrace.ingestion.accept;

/** A request holds more rows than one may: nothing of it is accepted. */
public final class TooManyRowsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyRowsException(int limit) {
    super("The request holds more than %d rows. Send them in several.".formatted(limit));
  }
}
