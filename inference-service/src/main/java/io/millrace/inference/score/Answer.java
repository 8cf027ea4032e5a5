package io.millrace.inference.score;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one requested row is answered. */
public sealed interface Answer {

  /**
   * @param probabilities by class
   */
  record Labelled(EventId id, String label, Map<String, Double> probabilities) implements Answer {}

  record Valued(EventId id, double value) implements Answer {}

  /**
   * What a key's history leads to.
   *
   * @param key the series that the rows name; null where the problem has no key
   */
  record Foretold(EventId id, @Nullable String key, Ahead forecast) implements Answer {}

  record Refused(RowError error) implements Answer {}
}
