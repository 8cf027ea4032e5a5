package io.millrace.problem;

import io.millrace.event.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one feature: {@code CO2: number} or {@code CO2: {type: number, range: [0, 5000]}}. */
final class FeatureReader {

  private enum Type {
    NUMBER,
    CATEGORY,
    BOOLEAN;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final String ALLOWED =
      "number, category, boolean, or a section with type, range, values, optional";
  private static final String RANGE = "two numbers, the smaller first, such as [0, 100]";

  private final String name;
  private final Node node;

  FeatureReader(String name, Node node) {
    this.name = name;
    this.node = node;
  }

  Optional<Feature> read() {
    if (node.value() instanceof Map<?, ?>) {
      return readLong(node.section(ALLOWED));
    }
    if (node.value() instanceof String) {
      return node.word(Type.values(), Type::word)
          .map(type -> feature(type, false, Optional.empty(), List.of()));
    }
    node.refuse(ALLOWED);
    return Optional.empty();
  }

  private Optional<Feature> readLong(Section section) {
    Optional<Type> type =
        section.required("type", "number, category, boolean").word(Type.values(), Type::word);
    Node rangeNode = section.at("range");
    Node valuesNode = section.at("values");
    boolean optional = section.at("optional").flag().orElse(false);
    section.end();
    onlyFor(Type.NUMBER, type, rangeNode);
    onlyFor(Type.CATEGORY, type, valuesNode);
    Optional<Feature.Range> range = range(rangeNode);
    List<String> values = values(valuesNode);
    return type.map(found -> feature(found, optional, range, values));
  }

  private static void onlyFor(Type right, Optional<Type> type, Node node) {
    if (!node.isAbsent() && type.filter(found -> found != right).isPresent()) {
      node.refuse("nothing, unless type is " + right.word());
    }
  }

  private Feature feature(
      Type type, boolean optional, Optional<Feature.Range> range, List<String> values) {
    return switch (type) {
      case NUMBER -> new Feature.Number(name, optional, range);
      case CATEGORY -> new Feature.Category(name, optional, values);
      case BOOLEAN -> new Feature.Bool(name, optional);
    };
  }

  private static Optional<Feature.Range> range(Node node) {
    if (node.isAbsent()) {
      return Optional.empty();
    }
    if (node.value() instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Number min
        && list.get(1) instanceof Number max
        && Double.isFinite(min.doubleValue())
        && Double.isFinite(max.doubleValue())
        && min.doubleValue() < max.doubleValue()) {
      return Optional.of(new Feature.Range(min.doubleValue(), max.doubleValue()));
    }
    node.refuse(RANGE);
    return Optional.empty();
  }

  private static List<String> values(Node node) {
    String allowed = "a list of words, such as [red, green]";
    List<Node> items = node.items(allowed);
    if (items.isEmpty() && node.value() instanceof List<?>) {
      node.refuse(allowed);
    }
    List<String> values = new ArrayList<>();
    for (Node item : items) {
      if (item.isAbsent()) {
        item.refuse("a word");
      }
      Optional<String> value = item.label();
      if (value.isPresent() && values.contains(value.get())) {
        item.refuse("each value once");
      }
      value.ifPresent(values::add);
    }
    return values;
  }
}
