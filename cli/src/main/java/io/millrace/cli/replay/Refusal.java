package io.millrace.cli.replay;

/**
 * A row that was not accepted.
 *
 * @param place file and line
 * @param field empty where the row as a whole is wrong
 */
public record Refusal(String place, String field, String found, String expected) {

  @Override
  public String toString() {
    String what = "found %s; expected %s".formatted(found, expected);
    return field.isEmpty() ? place + "  " + what : "%s  %s: %s".formatted(place, field, what);
  }
}
