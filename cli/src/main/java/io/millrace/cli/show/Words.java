package io.millrace.cli.show;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How values are written for people. */
public final class Words {

  /** Stands where there is nothing. */
  public static final String NONE = "-";

  private static final int LONGEST = 72;

  private Words() {}

  /** 20,560. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** 20,560, or a dash where it is no number. */
  public static String count(JsonNode node) {
    return node.isNumber() ? count(node.asLong(0)) : NONE;
  }

  /** Three decimals, or as many digits as a large or tiny number needs. */
  public static String decimal(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.1f", value);
    }
    return size > 0 && size < 0.001
        ? String.format(Locale.ROOT, "%.2g", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  public static String decimal(JsonNode node) {
    return node.isNumber() ? decimal(node.asDouble(0)) : NONE;
  }

  /** 97.0 %. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** An instant to the second, as ISO 8601; as it stands where it is none. */
  public static String time(JsonNode node) {
    String text = node.asString("");
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException notOne) {
      return text.isEmpty() ? NONE : text;
    }
  }

  /** How long it took from one instant to another; a dash where either is none. */
  public static String between(JsonNode from, JsonNode to) {
    try {
      Duration time =
          Duration.between(Instant.parse(from.asString("")), Instant.parse(to.asString("")));
      return time.toHours() > 0
          ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
          : time.toMinutes() > 0
              ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
              : "%d s".formatted(time.toSeconds());
    } catch (DateTimeException notThere) {
      return NONE;
    }
  }

  /** Why a training ran: its detail, in as many words as fit in a table. */
  public static String cause(JsonNode cause) {
    String detail = cause.path("detail").asString("");
    return detail.isEmpty() ? text(cause.path("kind")) : shorten(detail);
  }

  /** At most 72 characters. */
  public static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** On one line: what is no printable character is a blank, and the end may be left out. */
  public static String line(String text, int longest) {
    String start = text.substring(0, Math.min(text.length(), longest));
    String line = start.replaceAll("\\p{Cntrl}", " ");
    return text.length() > longest ? line + "…" : line;
  }

  public static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? NONE : node.asString(node.toString());
  }
}
