package io.millrace.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A group of keys. It remembers which keys were asked for, and refuses the others at its end. */
final class Section {

  private final String key;
  private final SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();
  private final boolean broken;
  private final Findings findings;
  private final List<String> known = new ArrayList<>();

  private Section(String key, boolean broken, Findings findings) {
    this.key = key;
    this.broken = broken;
    this.findings = findings;
  }

  static Section of(String key, @Nullable Map<?, ?> values, Findings findings) {
    Section section = new Section(key, false, findings);
    if (values != null) {
      values.forEach((name, value) -> section.values.put(String.valueOf(name), value));
    }
    return section;
  }

  /**
   * Stands for something that is no section, which is an error already: nothing is missed in it.
   */
  static Section broken(String key, Findings findings) {
    return new Section(key, true, findings);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean isBroken() {
    return broken;
  }

  /** Whether a key that was asked for stands here without a value. */
  boolean hasAbsentKnown() {
    return known.stream().anyMatch(name -> values.containsKey(name) && values.get(name) == null);
  }

  boolean holds(String name) {
    return values.get(name) != null;
  }

  Node at(String name) {
    known.add(name);
    return new Node(path(name), values.get(name), findings);
  }

  /** A key that has to be there. */
  Node required(String name, String allowed) {
    Node node = at(name);
    if (node.isAbsent() && !broken) {
      node.refuse(allowed);
    }
    return node;
  }

  Section section(String name) {
    return at(name).section("a section");
  }

  /**
   * Empty where {@code off} stands there; without a key where {@code on} does. YAML may have read
   * either word as a boolean.
   */
  Optional<Section> unlessOff(String name) {
    Node node = at(name);
    if ("off".equals(node.value()) || Boolean.FALSE.equals(node.value())) {
      return Optional.empty();
    }
    return "on".equals(node.value()) || Boolean.TRUE.equals(node.value())
        ? Optional.of(of(node.key(), Map.of(), findings))
        : Optional.of(node.section("a section, on or off"));
  }

  /** Every key that stands here, whatever its name, in the order of the file. */
  List<Map.Entry<String, Node>> each() {
    return values.sequencedKeySet().stream().map(name -> Map.entry(name, at(name))).toList();
  }

  /** Refuses every key that nobody asked for. */
  void end() {
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        String allowed = String.join(", ", known) + Nearest.hint(entry.getKey(), known);
        findings.addSaying(path(entry.getKey()), "an unknown key", allowed);
      }
    }
  }

  private String path(String name) {
    String shown = Findings.shorten(name);
    return key.isEmpty() ? shown : key + "." + shown;
  }
}
