package io.millrace.cli.replay;

import io.millrace.event.Feature;
import io.millrace.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Picks a problem's fields out of a row and gives text the type that the problem says. What does
 * not fit stays text, so that the service can say what is wrong with it.
 */
final class Typing {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,5})?");

  /** How spreadsheets, R and Python write that there is no number. */
  private static final Set<String> NO_NUMBER = Set.of("", "NA", "NaN", "nan", "null", "None");

  private enum Kind {
    NUMBER,
    BOOLEAN,
    WORD
  }

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final List<String> required;

  Typing(Problem problem) {
    problem.data().time().ifPresent(name -> kinds.put(name, Kind.WORD));
    problem.data().key().ifPresent(name -> kinds.put(name, Kind.WORD));
    kinds.put(problem.data().id(), Kind.WORD);
    problem.data().features().features().forEach(each -> kinds.put(each.name(), kind(each)));
    kinds.put(
        problem.define().target(), problem.define().task().isOfNumbers() ? Kind.NUMBER : Kind.WORD);
    required =
        problem.data().features().features().stream()
            .filter(feature -> !feature.optional())
            .map(Feature::name)
            .toList();
  }

  /** The features that every event has to come with. */
  List<String> required() {
    return required;
  }

  /** The problem's fields; a missing one is absent. */
  Map<String, @Nullable Object> typed(Row.Fields row) {
    Map<String, @Nullable Object> typed = LinkedHashMap.newLinkedHashMap(kinds.size() + 1);
    kinds.forEach(
        (name, kind) -> {
          @Nullable Object value = row.values().get(name);
          @Nullable Object fitted =
              row.textual() && value instanceof String text ? fit(text, kind) : value;
          if (fitted != null) {
            typed.put(name, fitted);
          }
        });
    return typed;
  }

  private static @Nullable Object fit(String text, Kind kind) {
    String plain = text.strip();
    return switch (kind) {
      case NUMBER -> NO_NUMBER.contains(plain) ? null : number(plain);
      case BOOLEAN -> plain.isEmpty() ? null : bool(plain);
      case WORD -> plain.isEmpty() ? null : plain;
    };
  }

  private static Object number(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return text;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : text;
  }

  private static Object bool(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> text;
    };
  }

  private static Kind kind(Feature feature) {
    return switch (feature) {
      case Feature.Number _ -> Kind.NUMBER;
      case Feature.Category _ -> Kind.WORD;
      case Feature.Bool _ -> Kind.BOOLEAN;
    };
  }
}
