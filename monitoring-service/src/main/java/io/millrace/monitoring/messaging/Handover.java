package io.millrace.monitoring.messaging;

import java.util.HashMap;
import java.util.Map;

/**
 * What one memory of a problem leaves to the next, so that it is not read again: it is in the store
 * too.
 *
 * @param places of the problem's events in the store
 * @param values by key, of those that change with most messages
 */
record Handover(EventPlaces places, Map<String, Object> values) {

  static Handover of(EventPlaces places) {
    return new Handover(places, new HashMap<>());
  }
}
