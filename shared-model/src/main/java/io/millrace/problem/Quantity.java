package io.millrace.problem;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as people write them: {@code 2000 rows}, {@code 20%}, {@code 10m}. */
final class Quantity {

  private static final Pattern COUNT = Pattern.compile("(\\d{1,9}) *([a-z]*)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) *%");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) *([smhd])");
  private static final Pattern SHORT_TIME = Pattern.compile("(\\d{1,6}) *(ms|s)");
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,7}) *(MB|GB)");
  private static final long LEAST_MEMORY = 512L << 20;
  private static final long MOST_MEMORY = 1L << 40;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final long LONGEST_MILLIS = 60_000;
  private static final int LARGEST = 100_000_000;

  private Quantity() {}

  /** A count of {@code unit} (in the singular), with or without the word. */
  static OptionalInt count(Node node, String unit, int min) {
    return count(node, unit, min, "");
  }

  /**
   * @param instead what is allowed instead
   */
  static OptionalInt count(Node node, String unit, int min, String instead) {
    if (node.value() == null) {
      return OptionalInt.empty();
    }
    OptionalLong count = count(node.value(), unit);
    if (count.isPresent() && count.getAsLong() >= min && count.getAsLong() <= LARGEST) {
      return OptionalInt.of((int) count.getAsLong());
    }
    node.refuse("%d to %d %ss, such as '2000 %ss'%s".formatted(min, LARGEST, unit, unit, instead));
    return OptionalInt.empty();
  }

  private static OptionalLong count(Object value, String unit) {
    if (value instanceof String text) {
      Matcher matcher = COUNT.matcher(text.strip());
      boolean fits =
          matcher.matches()
              && (matcher.group(2).isEmpty() || (unit + "s").startsWith(matcher.group(2)))
              && (matcher.group(2).isEmpty() || matcher.group(2).length() >= unit.length());
      return fits ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
    return whole(value);
  }

  /** The value as a whole number, if it is one. */
  static OptionalLong whole(Object value) {
    return switch (value) {
      case Integer i -> OptionalLong.of(i);
      case Long l -> OptionalLong.of(l);
      case Short s -> OptionalLong.of(s);
      case Byte b -> OptionalLong.of(b);
      case BigInteger big when big.bitLength() < 64 -> OptionalLong.of(big.longValue());
      case BigDecimal big when big.precision() - big.scale() <= 15 -> whole(big.doubleValue());
      case Float f -> whole(f.doubleValue());
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> OptionalLong.of(d.longValue());
      default -> OptionalLong.empty();
    };
  }

  /** A share within (0, max]: {@code 20%} or {@code 0.2}. */
  static OptionalDouble share(Node node, double max) {
    return share(node, max, "");
  }

  /**
   * @param instead what is allowed instead
   */
  static OptionalDouble share(Node node, double max, String instead) {
    if (node.value() == null) {
      return OptionalDouble.empty();
    }
    OptionalDouble share = share(node.value());
    if (share.isPresent() && share.getAsDouble() > 0 && share.getAsDouble() <= max) {
      return share;
    }
    node.refuse(
        "more than 0%% and at most %.0f%%, such as '20%%' or 0.2%s".formatted(100 * max, instead));
    return OptionalDouble.empty();
  }

  /** A share within [0, max]: {@code 1%}, {@code 0.01} or {@code 0%}. */
  static OptionalDouble shareOrNone(Node node, double max) {
    if (node.value() == null) {
      return OptionalDouble.empty();
    }
    OptionalDouble share = share(node.value());
    if (share.isPresent() && share.getAsDouble() >= 0 && share.getAsDouble() <= max) {
      return share;
    }
    node.refuse("0%% to %.0f%%, such as '1%%' or 0.01".formatted(100 * max));
    return OptionalDouble.empty();
  }

  /** Whether a count is meant, not a share: a number above 1, or one with a word. */
  static boolean isCount(Node node) {
    return switch (node.value()) {
      case null -> false;
      case String text -> COUNT.matcher(text.strip()).matches();
      case Object value -> whole(value).orElse(0) > 1;
    };
  }

  private static OptionalDouble share(Object value) {
    if (value instanceof String text) {
      Matcher matcher = SHARE.matcher(text.strip());
      return matcher.matches()
          ? OptionalDouble.of(Double.parseDouble(matcher.group(1)) / 100)
          : OptionalDouble.empty();
    }
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** Whether a duration is meant: a number with its unit. */
  static boolean isDuration(Node node) {
    return node.value() instanceof String text && DURATION.matcher(text.strip()).matches();
  }

  /** A duration: {@code 30s}, {@code 10m}, {@code 6h}, {@code 1d}. */
  static Optional<Duration> duration(Node node) {
    Object value = node.value();
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      Matcher matcher = DURATION.matcher(text.strip());
      if (matcher.matches()) {
        Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (duration.compareTo(LONGEST) <= 0) {
          return Optional.of(duration);
        }
      }
    }
    node.refuse("a whole number with s, m, h or d, at most 366d, such as '10m'");
    return Optional.empty();
  }

  /** How long something may take: {@code 50 ms}, {@code 2 s}. */
  static Optional<Duration> shortTime(Node node) {
    Object value = node.value();
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      Matcher matcher = SHORT_TIME.matcher(text.strip());
      if (matcher.matches()) {
        long amount = Long.parseLong(matcher.group(1));
        long millis = matcher.group(2).equals("s") ? 1000 * amount : amount;
        if (millis >= 1 && millis <= LONGEST_MILLIS) {
          return Optional.of(Duration.ofMillis(millis));
        }
      }
    }
    node.refuse("1 ms to 60 s, such as '50 ms'");
    return Optional.empty();
  }

  /** An amount of memory, in bytes: {@code 2GB}; a GB has 1024 MB. */
  static OptionalLong memory(Node node) {
    Object value = node.value();
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof String text) {
      Matcher matcher = MEMORY.matcher(text.strip());
      if (matcher.matches()) {
        int shift = matcher.group(2).equals("MB") ? 20 : 30;
        long bytes = Long.parseLong(matcher.group(1)) << shift;
        if (bytes >= LEAST_MEMORY && bytes <= MOST_MEMORY) {
          return OptionalLong.of(bytes);
        }
      }
    }
    node.refuse("512MB to 1024GB, such as '2GB'");
    return OptionalLong.empty();
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
