package io.millrace.ingestion.accept;

/** What one field of a row turned out to hold. */
sealed interface Reading {

  /** A {@link Double}, {@link String} or {@link Boolean}. */
  record Value(Object value) implements Reading {}

  /**
   * @param found {@code nothing} or {@code null}
   */
  record Absent(String found) implements Reading {}

  record Wrong(String found, String expected) implements Reading {}
}
