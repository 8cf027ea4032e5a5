package io.millrace.ingestion.accept;

/** No reader knows a body's format. */
public final class UnknownFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownFormatException(String mediaType) {
    super("'%s' is no format that is read here".formatted(mediaType));
  }
}
