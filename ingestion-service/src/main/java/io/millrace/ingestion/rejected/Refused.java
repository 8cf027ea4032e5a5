package io.millrace.ingestion.rejected;

import io.millrace.event.Rejection;
import java.util.SortedSet;

/**
 * Something that was refused, once, however many services said so.
 *
 * @param place of the newest copy
 * @param services those that could not read it; none where it came in a request
 */
public record Refused(
    String id, Entry.Place place, Rejection rejection, SortedSet<String> services, State state) {

  /** Whether it has been accepted since. */
  public enum State {
    OPEN,
    REPLAYED
  }
}
