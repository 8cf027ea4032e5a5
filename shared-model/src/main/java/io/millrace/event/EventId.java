package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of one event, unique within its problem: 1 to 200 printable characters. */
public record EventId(@JsonValue String value) {

  @JsonCreator
  public EventId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an event id has " + allowed());
    }
  }

  public static boolean isValid(String value) {
    return !value.isBlank()
        && value.length() <= 200
        && value.chars().noneMatch(Character::isISOControl);
  }

  public static String allowed() {
    return "1 to 200 printable characters";
  }

  @Override
  public String toString() {
    return value;
  }
}
