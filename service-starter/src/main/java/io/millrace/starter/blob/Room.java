package io.millrace.starter.blob;

/** How many bytes a store has room for. */
@FunctionalInterface
interface Room {

  /** Of a store that does not say. */
  Room UNKNOWN = () -> Long.MAX_VALUE;

  /**
   * @throws java.io.UncheckedIOException when it cannot be asked
   */
  long free();
}
