package io.millrace.inference.score;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import org.jspecify.annotations.Nullable;

/** What a history is answered. */
public sealed interface Answer {

  /**
   * What a key's history leads to.
   *
   * @param key the series that the rows name; null where the problem has no key
   */
  record Foretold(EventId id, @Nullable String key, Ahead forecast) implements Answer {}

  record Refused(RowError error) implements Answer {}
}
