package io.millrace.inference.score;

import io.millrace.event.EventId;
import java.util.Map;

/** What one requested row is answered. */
public sealed interface Answer {

  /**
   * @param probabilities by class
   */
  record Labelled(EventId id, String label, Map<String, Double> probabilities) implements Answer {}

  record Valued(EventId id, double value) implements Answer {}

  record Refused(RowError error) implements Answer {}
}
