package io.millrace.ingestion.accept;

import io.millrace.event.Feature;
import io.millrace.event.Label;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a field holds what its feature says. */
final class FeatureCheck {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d++\\.?\\d*+|\\.\\d++)(?:[eE][+-]?\\d{1,5})?");
  private static final int MAX_NAMED = 20;

  private final int maxText;

  FeatureCheck(int maxText) {
    this.maxText = maxText;
  }

  Reading read(Feature feature, Incoming.Row row) {
    @Nullable Object value = row.fields().get(feature.name());
    if (value == null) {
      return new Reading.Absent(row.fields().containsKey(feature.name()) ? "null" : "nothing");
    }
    if (row.textual() && value instanceof String text && text.isBlank()) {
      return new Reading.Absent("nothing");
    }
    return switch (feature) {
      case Feature.Number number -> number(number, value, row.textual());
      case Feature.Category category -> category(category, value);
      case Feature.Bool _ -> bool(value, row.textual());
    };
  }

  String expected(Feature feature) {
    return switch (feature) {
      case Feature.Number number -> expectedNumber(number);
      case Feature.Category category -> expectedCategory(category);
      case Feature.Bool _ -> "true or false";
    };
  }

  private Reading number(Feature.Number feature, Object value, boolean textual) {
    Reading reading = number(value, textual);
    if (reading instanceof Reading.Value(Double number)
        && feature.range().isPresent()
        && !feature.range().get().holds(number)) {
      return new Reading.Wrong("number " + Label.of(number), expectedNumber(feature));
    }
    return reading instanceof Reading.Wrong wrong
        ? new Reading.Wrong(wrong.found(), expectedNumber(feature))
        : reading;
  }

  /** A finite number, out of its digits where the format knows only text. */
  static Reading number(Object value, boolean textual) {
    Double number =
        switch (value) {
          case Number n -> n.doubleValue();
          case String text when textual && DECIMAL.matcher(text.strip()).matches() ->
              Double.parseDouble(text.strip());
          default -> Double.NaN;
        };
    return Double.isFinite(number)
        ? new Reading.Value(number)
        : new Reading.Wrong(Found.of(value), "a finite number");
  }

  private Reading category(Feature.Category feature, Object value) {
    if (value instanceof Nested) {
      return new Reading.Wrong(Found.of(value), expectedCategory(feature));
    }
    String word = Label.of(value);
    boolean known = feature.values().isEmpty() || feature.values().contains(word);
    return known && word.length() <= maxText && Text.isWhole(word)
        ? new Reading.Value(word)
        : new Reading.Wrong(Found.of(value), expectedCategory(feature));
  }

  static Reading bool(Object value, boolean textual) {
    return switch (value) {
      case Boolean b -> new Reading.Value(b);
      case String text when textual -> boolOfText(text.strip());
      default -> new Reading.Wrong(Found.of(value), "true or false");
    };
  }

  private static Reading boolOfText(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> new Reading.Value(true);
      case "false", "0" -> new Reading.Value(false);
      default -> new Reading.Wrong(Found.of(text), "true or false");
    };
  }

  private static String expectedNumber(Feature.Number feature) {
    return feature
        .range()
        .map(
            range ->
                "a number from %s to %s".formatted(Label.of(range.min()), Label.of(range.max())))
        .orElse("a finite number");
  }

  private String expectedCategory(Feature.Category feature) {
    if (feature.values().isEmpty()) {
      return "text of at most %d characters".formatted(maxText);
    }
    String more = feature.values().size() > MAX_NAMED ? ", …" : "";
    return "one of "
        + String.join(", ", feature.values().stream().limit(MAX_NAMED).toList())
        + more;
  }
}
