package io.millrace.ingestion.accept;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Reads the time of an event. */
final class EventTime {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ENGLISH);

  private final Optional<DateTimeFormatter> format;
  private final String expected;

  private EventTime(Optional<DateTimeFormatter> format, String expected) {
    this.format = format;
    this.expected = expected;
  }

  /** As the problem says; without a pattern ISO 8601, with a blank for T, or epoch milliseconds. */
  static EventTime of(Optional<String> pattern) {
    return new EventTime(
        pattern.map(p -> DateTimeFormatter.ofPattern(p, Locale.ENGLISH)),
        pattern
            .map(p -> "a time like " + p)
            .orElse("a time: ISO 8601, yyyy-MM-dd HH:mm:ss or epoch milliseconds"));
  }

  String expected() {
    return expected;
  }

  Optional<Instant> read(Object value) {
    try {
      return Optional.of(instant(value)).filter(t -> !t.isBefore(FIRST) && !t.isAfter(LAST));
    } catch (DateTimeException | ArithmeticException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private Instant instant(Object value) {
    String text = value.toString().strip();
    if (format.isPresent()) {
      return parse(format.get(), text);
    }
    if (!text.isEmpty()
        && text.chars().skip(text.charAt(0) == '-' ? 1 : 0).allMatch(EventTime::isDigit)) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    boolean blank = text.length() > 10 && text.charAt(10) == ' ';
    return parse(ISO, blank ? text.substring(0, 10) + "T" + text.substring(11) : text);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static Instant parse(DateTimeFormatter formatter, String text) {
    TemporalAccessor parsed =
        formatter.parseBest(
            text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return switch (parsed) {
      case ZonedDateTime zoned -> zoned.toInstant();
      case OffsetDateTime offset -> offset.toInstant();
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
      default -> throw new DateTimeException("no time: " + parsed);
    };
  }
}
