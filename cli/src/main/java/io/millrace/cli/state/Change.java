package io.millrace.cli.state;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a file says otherwise than it is stated.
 *
 * @param key with dots
 * @param before null where nothing is said
 * @param after null where nothing is said any more
 */
public record Change(String key, @Nullable String before, @Nullable String after) {

  /** All of them, in the order of what was stated, then of the file. */
  public static List<Change> between(JsonNode stated, JsonNode file) {
    Map<String, String> before = leaves(stated);
    Map<String, String> after = leaves(file);
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys.stream()
        .map(key -> new Change(key, before.get(key), after.get(key)))
        .filter(change -> !Objects.equals(change.before, change.after))
        .toList();
  }

  private static Map<String, String> leaves(JsonNode tree) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect("", tree, leaves);
    return leaves;
  }

  private static void collect(String key, JsonNode node, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              each ->
                  collect(
                      key.isEmpty() ? each.getKey() : key + "." + each.getKey(),
                      each.getValue(),
                      leaves));
    } else {
      leaves.put(key, node.isString() ? node.asString() : node.toString());
    }
  }

  @Override
  public String toString() {
    if (before == null) {
      return "+ %s: %s".formatted(key, after);
    }
    return after == null
        ? "- %s: %s".formatted(key, before)
        : "~ %s: %s → %s".formatted(key, before, after);
  }
}
