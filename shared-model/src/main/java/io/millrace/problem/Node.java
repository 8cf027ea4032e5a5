package io.millrace.problem;

import io.millrace.event.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a problem file and the key it stands at. Each reading method is empty and silent
 * where the value is absent, and empty after noting the error where it is wrong.
 */
record Node(String key, @Nullable Object value, Findings findings) {

  boolean isAbsent() {
    return value == null;
  }

  /** Notes that this value is wrong. */
  void refuse(String allowed) {
    findings.add(key, value, allowed);
  }

  /** Notes what is wrong in words. */
  void refuseSaying(String found, String allowed) {
    findings.addSaying(key, found, allowed);
  }

  Optional<String> text(String allowed) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    refuse(allowed);
    return Optional.empty();
  }

  /** The name of a field of an event. */
  Optional<String> fieldName() {
    return text(FieldName.allowed()).filter(this::isFieldName);
  }

  private boolean isFieldName(String name) {
    if (FieldName.isValid(name)) {
      return true;
    }
    refuse(FieldName.allowed());
    return false;
  }

  /** A class or a category, which YAML may have read as a number or a boolean. */
  Optional<String> label() {
    String allowed = "a word, a number, true or false, of at most 200 characters";
    boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
    if (scalar && value != null) {
      String label = Label.of(value);
      if (!label.isEmpty() && label.length() <= 200) {
        return Optional.of(label);
      }
    }
    if (value != null) {
      refuse(allowed);
    }
    return Optional.empty();
  }

  Optional<Boolean> flag() {
    if (value == null || value instanceof Boolean) {
      return Optional.ofNullable((Boolean) value);
    }
    refuse("true or false");
    return Optional.empty();
  }

  /** Unless {@code off} stands there; YAML may have read either word as a boolean. */
  boolean isOn() {
    return switch (value) {
      case null -> true;
      case Boolean on -> on;
      case String word when word.equals("on") || word.equals("off") -> word.equals("on");
      default -> {
        refuse("on or off");
        yield true;
      }
    };
  }

  OptionalDouble number(double min, double max, String allowed) {
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number) {
      double d = number.doubleValue();
      if (Double.isFinite(d) && d >= min && d <= max) {
        return OptionalDouble.of(d);
      }
    }
    refuse(allowed);
    return OptionalDouble.empty();
  }

  /** A whole number. */
  OptionalLong whole(String allowed) {
    if (value == null) {
      return OptionalLong.empty();
    }
    OptionalLong whole = Quantity.whole(value);
    if (whole.isEmpty()) {
      refuse(allowed);
    }
    return whole;
  }

  /** One of an enum's words. */
  <E extends Enum<E>> Optional<E> word(E[] values, Function<E, String> word) {
    List<String> words = Arrays.stream(values).map(word).toList();
    String allowed = String.join(", ", words);
    Optional<String> text = text(allowed);
    Optional<E> found =
        text.flatMap(t -> Arrays.stream(values).filter(v -> word.apply(v).equals(t)).findFirst());
    if (text.isPresent() && found.isEmpty()) {
      refuse(allowed + Nearest.hint(text.get(), words));
    }
    return found;
  }

  /** A list of an enum's words, none of them twice; {@code [a]} may be written {@code a}. */
  <E extends Enum<E>> Optional<List<E>> words(E[] values, Function<E, String> word) {
    if (value == null) {
      return Optional.empty();
    }
    List<Node> items = value instanceof List<?> ? items("") : List.of(this);
    List<E> found = new ArrayList<>();
    for (Node item : items) {
      Optional<E> each = item.word(values, word);
      if (each.isPresent() && found.contains(each.get())) {
        item.refuse("each word once");
      }
      if (each.isEmpty() && item.isAbsent()) {
        item.refuse("a word");
      }
      each.ifPresent(found::add);
    }
    return Optional.of(found);
  }

  /** The items of a list, each with its own key. */
  List<Node> items(String allowed) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      refuse(allowed);
      return List.of();
    }
    List<Node> items = new ArrayList<>();
    for (Object item : list) {
      items.add(new Node(key + "[" + items.size() + "]", item, findings));
    }
    return items;
  }

  Section section(String allowed) {
    if (value == null || value instanceof Map<?, ?>) {
      return Section.of(key, (Map<?, ?>) value, findings);
    }
    refuse(allowed);
    return Section.broken(key, findings);
  }
}
