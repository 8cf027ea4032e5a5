package io.millrace.starter.blob;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The store did not do what it was asked, though it was tried enough; ask again later. */
public class BlobStoreUnavailableException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what could not be done, and why
   */
  public BlobStoreUnavailableException(String message, IOException cause) {
    super(message, cause);
  }
}
