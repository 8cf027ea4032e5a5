package io.millrace.starter.blob;

import java.io.IOException;

/** There is no room for another blob. The message says how much is free, and where. */
public final class BlobStoreFullException extends BlobStoreUnavailableException {

  private static final long serialVersionUID = 1L;

  public BlobStoreFullException(String message, IOException cause) {
    super(message, cause);
  }
}
