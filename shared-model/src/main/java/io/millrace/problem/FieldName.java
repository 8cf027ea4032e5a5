package io.millrace.problem;

import java.util.List;
import java.util.Locale;

/** What the fields of an event may be called. */
final class FieldName {

  /** Columns of the landed data; tables of data ignore case, and so does this. */
  private static final List<String> RESERVED =
      List.of("event_id", "event_time", "entity", "correlation_id", "partition", "offset");

  private FieldName() {}

  static boolean isValid(String name) {
    return !name.isBlank()
        && name.equals(name.strip())
        && name.length() <= 100
        && name.chars().noneMatch(c -> Character.isISOControl(c) || "\"'`".indexOf(c) >= 0);
  }

  static String allowed() {
    return "text of 1 to 100 characters, without quotes and without blanks around it";
  }

  static boolean isReserved(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  static String allowedForData() {
    return "any other name than " + String.join(", ", RESERVED);
  }
}
