package io.millrace.ingestion.accept;

import io.millrace.event.Feature;
import io.millrace.problem.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a row of mere text, with the types that its problem gives them, so that the row can
 * be read again as JSON. What does not fit stays text; a blank field is left out, as it means
 * nothing.
 */
final class TypedFields {

  private enum Kind {
    NUMBER,
    BOOLEAN
  }

  private final Map<String, Kind> kinds = new HashMap<>();

  /**
   * @param target the field in which the true value is
   */
  TypedFields(Problem problem, String target) {
    if (problem.define().task().isOfNumbers()) {
      kinds.put(target, Kind.NUMBER);
    }
    for (Feature feature : problem.data().features().features()) {
      switch (feature) {
        case Feature.Number _ -> kinds.put(feature.name(), Kind.NUMBER);
        case Feature.Bool _ -> kinds.put(feature.name(), Kind.BOOLEAN);
        case Feature.Category _ -> kinds.remove(feature.name());
      }
    }
  }

  Map<String, @Nullable Object> of(Incoming.Row row) {
    Map<String, @Nullable Object> typed = LinkedHashMap.newLinkedHashMap(row.fields().size());
    row.fields()
        .forEach(
            (name, value) -> {
              if (!(value instanceof String text) || !text.isBlank()) {
                typed.put(name, value == null ? null : typed(kinds.get(name), value));
              }
            });
    return typed;
  }

  private static Object typed(@Nullable Kind kind, Object value) {
    Reading reading =
        switch (kind) {
          case null -> new Reading.Value(value);
          case NUMBER -> FeatureCheck.number(value, true);
          case BOOLEAN -> FeatureCheck.bool(value, true);
        };
    return reading instanceof Reading.Value(Object fitting) ? fitting : value;
  }
}
