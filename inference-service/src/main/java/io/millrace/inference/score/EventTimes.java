package io.millrace.inference.score;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Reads the field that holds an event's time, in the way that its problem says. */
final class EventTimes {

  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Optional<String> pattern;
  private final Optional<DateTimeFormatter> format;

  EventTimes(Optional<String> pattern) {
    this.pattern = pattern;
    this.format = pattern.map(p -> DateTimeFormatter.ofPattern(p, Locale.ROOT));
  }

  /** Empty where the value is no time. */
  Optional<Instant> read(Object value) {
    try {
      if (value instanceof Number millis) {
        return format.isPresent()
            ? Optional.of(instant(format.get(), plain(millis)))
            : Optional.of(Instant.ofEpochMilli(millis.longValue()));
      }
      return value instanceof String text ? Optional.of(read(text.strip())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What may stand there, in words. */
  String expected() {
    return pattern
        .map(p -> "a time like " + p)
        .orElse("a time in ISO 8601, as yyyy-MM-dd HH:mm:ss, or in epoch milliseconds");
  }

  private Instant read(String text) {
    if (format.isPresent()) {
      return instant(format.get(), text);
    }
    if (text.length() == 19 && text.charAt(10) == ' ') {
      return instant(SPACED, text);
    }
    if (text.length() == 10) {
      return instant(DateTimeFormatter.ISO_LOCAL_DATE, text);
    }
    return instant(DateTimeFormatter.ISO_DATE_TIME, text);
  }

  private static String plain(Number value) {
    return value.doubleValue() == value.longValue()
        ? Long.toString(value.longValue())
        : value.toString();
  }

  private static Instant instant(DateTimeFormatter format, String text) {
    TemporalAccessor parsed =
        format.parseBest(
            text,
            ZonedDateTime::from,
            OffsetDateTime::from,
            Instant::from,
            LocalDateTime::from,
            LocalDate::from);
    return switch (parsed) {
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
      default -> Instant.from(parsed);
    };
  }
}
