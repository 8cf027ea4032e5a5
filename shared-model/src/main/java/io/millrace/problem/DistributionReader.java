package io.millrace.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code {loguniform: [0.01, 0.3]}}, for one parameter. */
final class DistributionReader {

  private static final String ONE =
      "one of {choice: [a, b, …]}, {randint: upper}, {uniform: [min, max]}, {quniform: [min, max,"
          + " q]}, {loguniform: [min, max]}, {qloguniform: [min, max, q]}, {normal: [mu, sigma]},"
          + " {qnormal: [mu, sigma, q]}, {lognormal: [mu, sigma]}, {qlognormal: [mu, sigma, q]}";
  private static final int MOST_CHOICES = 100;

  private final Tunable tunable;
  private final boolean grid;

  /**
   * @param grid whether every value is to be tried
   */
  DistributionReader(Tunable tunable, boolean grid) {
    this.tunable = tunable;
    this.grid = grid;
  }

  Optional<Distribution> read(Node node) {
    Section section = node.section(ONE);
    Node choice = section.at("choice");
    Map<String, Node> others = new java.util.LinkedHashMap<>();
    for (String name :
        List.of(
            "randint",
            "uniform",
            "quniform",
            "loguniform",
            "qloguniform",
            "normal",
            "qnormal",
            "lognormal",
            "qlognormal")) {
      others.put(name, section.at(name));
    }
    section.end();
    List<Map.Entry<String, Node>> present =
        others.entrySet().stream().filter(entry -> !entry.getValue().isAbsent()).toList();
    int count = present.size() + (choice.isAbsent() ? 0 : 1);
    if (count != 1) {
      if (!section.isBroken() && (count > 1 || section.isEmpty() || section.hasAbsentKnown())) {
        node.refuse(ONE);
      }
      return Optional.empty();
    }
    return choice.isAbsent() ? numbers(present.getFirst()) : choice(choice);
  }

  private Optional<Distribution> choice(Node node) {
    List<Object> values = new ArrayList<>();
    List<Node> items =
        node.items("a list of " + tunable.allowed()).stream().limit(MOST_CHOICES + 1).toList();
    if (node.value() instanceof List<?> && (items.isEmpty() || items.size() > MOST_CHOICES)) {
      node.refuse("1 to %d of %s".formatted(MOST_CHOICES, tunable.allowed()));
    }
    for (Node item : items) {
      Object value = item.value();
      if (value == null || !tunable.takes(value)) {
        item.refuse(tunable.allowed());
      } else {
        values.add(value instanceof Number number ? plain(number) : value);
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(new Distribution.Choice(values));
  }

  private static Object plain(Number number) {
    OptionalLong whole = Quantity.whole(number);
    return whole.isPresent() && whole.getAsLong() == (int) whole.getAsLong()
        ? (Object) (int) whole.getAsLong()
        : (Object) number.doubleValue();
  }

  private Optional<Distribution> numbers(Map.Entry<String, Node> given) {
    String name = given.getKey();
    Node node = given.getValue();
    if (!(tunable instanceof Tunable.Numeric numeric)) {
      node.refuseSaying("'" + name + "'", "{choice: …} of " + tunable.allowed());
      return Optional.empty();
    }
    if (grid && !List.of("randint", "quniform", "qloguniform").contains(name)) {
      node.refuseSaying(
          "'" + name + "'",
          "choice, randint, quniform or qloguniform, since sampling: grid tries every value");
      return Optional.empty();
    }
    return new NumericDistributions(numeric, node).read(name);
  }
}
