package io.millrace.acceptance.faults.account;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of every event in one place, by its id.
 *
 * @param found how many records are there
 * @param missing ids that should be there, or be there more often, and what is known of each
 * @param doubled ids that are there too often, or that nobody sent
 */
public record Account(long found, Map<String, String> missing, Map<String, String> doubled) {

  /**
   * Each event has to be found as often as it is in the log. An event that was acknowledged has to
   * be found once at least, even if the log has lost it; and no event more often than it was sent,
   * even if the log repeats it.
   *
   * @param acknowledged ids of what was acknowledged to a sender
   * @param attempts how often an id was sent, where that is more than once
   * @param log the topic that the senders' service writes
   */
  public static Account of(
      Set<String> acknowledged, Map<String, Integer> attempts, Tally log, Tally found) {
    Map<String, String> missing = new TreeMap<>();
    Map<String, String> doubled = new TreeMap<>();
    Set<String> all = new TreeSet<>(acknowledged);
    all.addAll(log.ids());
    all.addAll(found.ids());
    for (String id : all) {
      int expected = Math.min(log.count(id), attempts.getOrDefault(id, 1));
      if (acknowledged.contains(id)) {
        expected = Math.max(expected, 1);
      }
      if (found.count(id) < expected) {
        missing.put(id, words(id, acknowledged, log, found));
      } else if (found.count(id) > expected) {
        doubled.put(id, words(id, acknowledged, log, found));
      }
    }
    return new Account(found.total(), missing, doubled);
  }

  private static String words(String id, Set<String> acknowledged, Tally log, Tally found) {
    return "%s; in the log at %s; found at %s"
        .formatted(
            acknowledged.contains(id) ? "acknowledged" : "not acknowledged",
            log.spots(id),
            found.spots(id));
  }

  public boolean isClean() {
    return missing.isEmpty() && doubled.isEmpty();
  }
}
