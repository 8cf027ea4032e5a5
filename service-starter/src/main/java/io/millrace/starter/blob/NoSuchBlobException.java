package io.millrace.starter.blob;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** The store answered, and has no such blob. */
public final class NoSuchBlobException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  public NoSuchBlobException(String path) {
    super("There is no blob " + path, new NoSuchFileException(path));
  }
}
