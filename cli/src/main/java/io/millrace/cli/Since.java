package io.millrace.cli;

import io.millrace.cli.connect.CommandFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time that a person names: an instant, or how long ago. */
final class Since {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private Since() {}

  static Instant read(String text, Instant now) {
    Matcher ago = AGO.matcher(text.strip());
    if (ago.matches()) {
      return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeException e) {
      throw CommandFailure.misused(
          "--since: found '%s'; allowed: 6h, 30m, 2d, or 2026-02-02T14:00:00Z".formatted(text));
    }
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
