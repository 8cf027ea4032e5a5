package io.millrace.acceptance.faults.drive;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was sent, how often, and what was acknowledged, by number of the event. */
public final class Ledger {

  private final BitSet acknowledged = new BitSet();
  private final BitSet truthAcknowledged = new BitSet();
  private final Map<Integer, Integer> repeated = new HashMap<>();
  private int sent;

  synchronized void sent(int from, int to) {
    sent = Math.max(sent, to);
  }

  synchronized void sentAgain(int from, int to) {
    for (int number = from; number < to; number++) {
      repeated.merge(number, 1, Integer::sum);
    }
  }

  /** The events, and the labels that came with them. */
  synchronized void acknowledged(int from, int to) {
    acknowledged.set(from, to);
    for (int number = from; number < to; number++) {
      if (EventSource.isLabelled(number)) {
        truthAcknowledged.set(number);
      }
    }
  }

  synchronized void truthAcknowledged(int from, int to) {
    for (int number = from; number < to; number++) {
      if (!EventSource.isLabelled(number)) {
        truthAcknowledged.set(number);
      }
    }
  }

  public synchronized int sent() {
    return sent;
  }

  public synchronized Set<String> acknowledged() {
    return ids(acknowledged);
  }

  public synchronized Set<String> truthAcknowledged() {
    return ids(truthAcknowledged);
  }

  /** How often an event was sent, by its id; those that are not in it were sent once. */
  public synchronized Map<String, Integer> attempts() {
    Map<String, Integer> attempts = new HashMap<>();
    repeated.forEach((number, times) -> attempts.put(EventSource.id(number), times + 1));
    return attempts;
  }

  private static Set<String> ids(BitSet numbers) {
    Set<String> ids = new HashSet<>();
    numbers.stream().forEach(number -> ids.add(EventSource.id(number)));
    return ids;
  }
}
