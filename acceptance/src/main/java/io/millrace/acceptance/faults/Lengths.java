package io.millrace.acceptance.faults;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people write them: 60s, 30m, 2h. */
final class Lengths implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    if (!text.matches("[0-9]{1,6}[smh]")) {
      throw new TypeConversionException(
          "found '%s'; allowed: a whole number and s, m or h, such as 60s".formatted(text));
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
