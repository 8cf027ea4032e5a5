package io.millrace.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a problem: 1 to 63 lower-case letters, digits and single hyphens, starting with a
 * letter, so that it is valid in a topic's key, a blob's path and an address alike.
 */
public record ProblemName(@JsonValue String value) implements Comparable<ProblemName> {

  private static final Pattern ALLOWED = Pattern.compile("[a-z](?:-?[a-z0-9]){0,62}");

  @JsonCreator
  public ProblemName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "'%s' is no problem name; allowed: %s".formatted(value, allowed()));
    }
  }

  public static boolean isValid(String value) {
    return value.length() <= 63 && ALLOWED.matcher(value).matches();
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
