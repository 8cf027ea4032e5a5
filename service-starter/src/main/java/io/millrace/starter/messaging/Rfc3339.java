package io.millrace.starter.messaging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Times as we write them, digit by digit; what is written in any other way takes the long way. */
final class Rfc3339 {

  private static final int SECONDS = "2026-02-02T12:00:00".length();
  private static final int DAY = 86_400;

  private Rfc3339() {}

  /**
   * @throws DateTimeException when it is no time
   */
  static Instant parse(String text) {
    int end = text.length() - 1;
    if (end < SECONDS
        || end > SECONDS + 10
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(end) != 'Z'
        || (end > SECONDS && text.charAt(SECONDS) != '.')) {
      return Instant.parse(text);
    }
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, SECONDS);
    int fraction = end == SECONDS ? 0 : digits(text, SECONDS + 1, end);
    int month = digits(text, 5, 7);
    int year = digits(text, 0, 4);
    int day = digits(text, 8, 10);
    if ((year | month | day | hour | minute | second | fraction) < 0
        || hour > 23
        || minute > 59
        || second > 59
        || end == SECONDS + 1) {
      return Instant.parse(text);
    }
    for (int digits = end - SECONDS - 1; digits > 0 && digits < 9; digits++) {
      fraction *= 10;
    }
    long seconds = LocalDate.of(year, month, day).toEpochDay() * DAY;
    return Instant.ofEpochSecond(seconds + hour * 3_600 + minute * 60 + second, fraction);
  }

  /** Less than 0 where there is anything else. */
  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
