package io.millrace.message;

/**
 * Why a training ran.
 *
 * @param detail a plain sentence for people
 */
public record Cause(Kind kind, String detail) {

  public enum Kind {
    FIRST_DATA,
    NEW_DATA,
    DRIFT,
    PERFORMANCE,
    SCHEDULE,
    REQUEST
  }
}
