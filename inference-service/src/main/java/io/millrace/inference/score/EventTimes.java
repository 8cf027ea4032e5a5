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
public final class EventTimes {

  /** The times that an event may have, in words. */
  public static final String USEFUL = "a time within the years 1 to 9999";

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Optional<String> pattern;
  private final Optional<DateTimeFormatter> format;

  EventTimes(Optional<String> pattern) {
    this.pattern = pattern;
    this.format = pattern.map(p -> DateTimeFormatter.ofPattern(p, Locale.ROOT));
  }

  /** Whether a time is one that calendars and other services can count with. */
  public static boolean isOfUse(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /** Empty where the value is no time, or none {@link #isOfUse of use}. */
  Optional<Instant> read(Object value) {
    return parse(value).filter(EventTimes::isOfUse);
  }

  private Optional<Instant> parse(Object value) {
    try {
      if (value instanceof Number millis) {
        return format.isPresent()
            ? Optional.of(instant(format.get(), plain(millis)))
            : Optional.of(Instant.ofEpochMilli(millis.longValue()));
      }
      return value instanceof String text ? Optional.of(read(text.strip())) : Optional.empty();
    } catch (DateTimeException | ArithmeticException e) {
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
