package io.millrace.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a problem: 1 to 63 lower-case letters, digits and single hyphens, starting with a
 * letter, so that it is valid in a topic's key, a blob's path and an address alike.
 */
public record ProblemName(@JsonValue String value) implements Comparable<ProblemName> {

  private static final int LONGEST = 63;

  @JsonCreator
  public ProblemName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "'%s' is no problem name; allowed: %s".formatted(value, allowed()));
    }
  }

  public static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > LONGEST || !isLetter(value.charAt(0))) {
      return false;
    }
    boolean hyphen = false;
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean first = c == '-' && !hyphen;
      if (!first && !isLetter(c) && !(c >= '0' && c <= '9')) {
        return false;
      }
      hyphen = first;
    }
    return !hyphen;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  public static String allowed() {
    return "1 to 63 lower-case letters, digits and single hyphens, starting with a letter";
  }

  @Override
  public int compareTo(ProblemName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
