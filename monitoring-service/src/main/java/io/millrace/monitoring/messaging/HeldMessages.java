package io.millrace.monitoring.messaging;

import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Messages of problems that the catalog does not know yet, in order. They wait in the state store,
 * the latest {@link #BOUND} of each problem, of {@link #PROBLEMS} problems at most.
 */
final class HeldMessages {

  static final int BOUND = 10_000;
  static final int PROBLEMS = 16;

  /** So many are given up at a time. */
  private static final int AT_A_TIME = 1_000;

  private final KeyValueStore<String, byte[]> store;

  /** The number that the next message of each waiting problem gets. */
  private final Map<ProblemName, Long> waiting = new TreeMap<>();

  HeldMessages(KeyValueStore<String, byte[]> store) {
    this.store = store;
    scan(Keys.all(Keys.HELD), Integer.MAX_VALUE)
        .forEach(e -> waiting.put(Keys.problemOf(e.key), number(e.key) + 1));
  }

  private static long number(String key) {
    return Long.parseLong(key.substring(key.lastIndexOf('\0') + 1), 16);
  }

  /** A message as it waits. */
  record Held(Instant since, Incoming message) {}

  /**
   * @return the message that there is no longer room for, this one or an earlier
   */
  Optional<Incoming> hold(Incoming message, Instant now) {
    ProblemName problem = message.context().problem();
    if (!waiting.containsKey(problem) && waiting.size() >= PROBLEMS) {
      return Optional.of(message);
    }
    long number = waiting.getOrDefault(problem, 0L);
    store.put(
        Keys.held(problem, number),
        MillraceJson.mapper().writeValueAsBytes(new Held(now, message)));
    waiting.put(problem, number + 1);
    byte[] oldest = number < BOUND ? null : store.delete(Keys.held(problem, number - BOUND));
    return Optional.ofNullable(oldest).map(json -> read(json).message());
  }

  Set<ProblemName> problems() {
    return Set.copyOf(waiting.keySet());
  }

  /** Those of a problem, which then wait no longer. */
  List<Incoming> release(ProblemName problem) {
    if (waiting.remove(problem) == null) {
      return List.of();
    }
    return take(scan(Keys.allHeld(problem), Integer.MAX_VALUE));
  }

  /** Some of those that have waited since before a time, which then wait no longer. */
  List<Incoming> giveUp(ProblemName problem, Instant before) {
    List<KeyValue<String, byte[]>> oldest = scan(Keys.allHeld(problem), AT_A_TIME);
    List<KeyValue<String, byte[]>> late =
        oldest.stream().filter(entry -> read(entry.value).since().isBefore(before)).toList();
    List<Incoming> given = take(late);
    if (late.size() == oldest.size() && oldest.size() < AT_A_TIME) {
      waiting.remove(problem);
    }
    return given;
  }

  private List<Incoming> take(List<KeyValue<String, byte[]>> entries) {
    List<Incoming> messages = new ArrayList<>(entries.size());
    for (KeyValue<String, byte[]> entry : entries) {
      messages.add(read(entry.value).message());
      store.delete(entry.key);
    }
    return messages;
  }

  private static Held read(byte[] json) {
    return MillraceJson.mapper().readValue(json, Held.class);
  }

  private List<KeyValue<String, byte[]>> scan(String prefix, int limit) {
    List<KeyValue<String, byte[]>> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      while (found.size() < limit && entries.hasNext()) {
        found.add(entries.next());
      }
    }
    return found;
  }
}
