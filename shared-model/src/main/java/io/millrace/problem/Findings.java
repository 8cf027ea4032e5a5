package io.millrace.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error found so far in one problem file. */
final class Findings {

  /** More than a person corrects in one go; keeps the answer to a hostile file small. */
  private static final int MOST = 200;

  private static final int LONGEST = 80;

  private final List<ProblemError> errors = new ArrayList<>();
  private int more;

  /** Adds an error about the value at {@code key}. */
  void add(String key, @Nullable Object value, String allowed) {
    addSaying(key, describe(value), allowed);
  }

  /** Adds an error whose finding is said in words. */
  void addSaying(String key, String found, String allowed) {
    if (errors.size() < MOST) {
      errors.add(new ProblemError(key, found, allowed));
    } else {
      more++;
    }
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<ProblemError> all() {
    if (more == 0) {
      return List.copyOf(errors);
    }
    List<ProblemError> all = new ArrayList<>(errors);
    all.add(new ProblemError("", more + " more errors", "none; correct those above first"));
    return List.copyOf(all);
  }

  static String shorten(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  private static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> "'" + shorten(head(text)) + "'";
      case Map<?, ?> map when map.isEmpty() -> "an empty section";
      case Map<?, ?> map -> shorten("a section with " + firstOf(map.keySet()));
      case List<?> list when list.isEmpty() -> "an empty list";
      case List<?> list -> shorten("a list of " + list.size() + ": " + firstOf(list));
      default -> shorten(head(String.valueOf(value)));
    };
  }

  private static String head(String text) {
    return text.substring(0, Math.min(text.length(), 2 * LONGEST));
  }

  private static String firstOf(Iterable<?> values) {
    List<String> first = new ArrayList<>();
    for (Object value : values) {
      if (first.size() == 4) {
        first.add("…");
        break;
      }
      first.add(brief(value));
    }
    return String.join(", ", first);
  }

  private static String brief(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> _ -> "{…}";
      case List<?> _ -> "[…]";
      default -> shorten(head(String.valueOf(value)));
    };
  }
}
