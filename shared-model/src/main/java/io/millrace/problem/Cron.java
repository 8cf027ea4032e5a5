package io.millrace.problem;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a schedule of five cron fields. */
final class Cron {

  private static final List<Field> FIELDS =
      List.of(
          new Field(0, 59, List.of()),
          new Field(0, 23, List.of()),
          new Field(1, 31, List.of()),
          new Field(
              1,
              12,
              List.of(
                  "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                  "DEC")),
          new Field(0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

  private Cron() {}

  static boolean isValid(String schedule) {
    String[] fields = schedule.strip().split("\\s+", 7);
    if (fields.length != FIELDS.size()) {
      return false;
    }
    for (int i = 0; i < fields.length; i++) {
      if (!FIELDS.get(i).accepts(fields[i])) {
        return false;
      }
    }
    return true;
  }

  static String allowed() {
    return "five cron fields in UTC (minute 0-59, hour 0-23, day of month 1-31, month 1-12 or"
        + " JAN-DEC, day of week 0-7 or SUN-SAT), such as '0 3 * * *'";
  }

  /**
   * @param names of the values, from {@code min} on
   */
  private record Field(int min, int max, List<String> names) {

    private static final Pattern PART =
        Pattern.compile("(?:\\*|(\\w{1,3})(?:-(\\w{1,3}))?)(?:/(\\d{1,2}))?");

    boolean accepts(String text) {
      for (String part : text.split(",", -1)) {
        if (!acceptsPart(part)) {
          return false;
        }
      }
      return true;
    }

    private boolean acceptsPart(String part) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return false;
      }
      String first = matcher.group(1);
      String last = matcher.group(2);
      boolean stepFits = matcher.group(3) == null || Integer.parseInt(matcher.group(3)) > 0;
      boolean firstFits = first == null || number(first) >= min;
      boolean lastFits = last == null || (first != null && number(last) >= number(first));
      return stepFits && firstFits && lastFits;
    }

    /** The value of a number or name; -1 where it is out of bounds. */
    private int number(String text) {
      int named = names.indexOf(text.toUpperCase(Locale.ROOT));
      if (named >= 0) {
        return min + named;
      }
      boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
      int number = digits ? Integer.parseInt(text) : -1;
      return number >= min && number <= max ? number : -1;
    }
  }
}
