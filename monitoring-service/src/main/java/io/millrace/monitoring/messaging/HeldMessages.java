package io.millrace.monitoring.messaging;

import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MillraceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Messages of problems that the catalog does not know yet, in order. They wait in the state store,
 * the latest {@link #BOUND} of each problem.
 */
final class HeldMessages {

  static final int BOUND = 10_000;

  private final KeyValueStore<String, byte[]> store;

  /** The number that the next message of each waiting problem gets. */
  private final Map<ProblemName, Long> waiting = new TreeMap<>();

  HeldMessages(KeyValueStore<String, byte[]> store) {
    this.store = store;
    scan(Keys.all(Keys.HELD)).forEach(e -> waiting.put(Keys.problemOf(e.key), number(e.key) + 1));
  }

  private static long number(String key) {
    return Long.parseLong(key.substring(key.lastIndexOf('\0') + 1), 16);
  }

  void hold(Incoming message) {
    ProblemName problem = message.context().problem();
    Keys keys = new Keys(problem);
    long number = waiting.getOrDefault(problem, 0L);
    store.put(keys.held(number), MillraceJson.mapper().writeValueAsBytes(message));
    if (number >= BOUND) {
      store.delete(keys.held(number - BOUND));
    }
    waiting.put(problem, number + 1);
  }

  Set<ProblemName> problems() {
    return Set.copyOf(waiting.keySet());
  }

  /** Those of a problem, which then wait no longer. */
  List<Incoming> release(ProblemName problem) {
    if (waiting.remove(problem) == null) {
      return List.of();
    }
    List<Incoming> messages = new ArrayList<>();
    for (KeyValue<String, byte[]> entry : scan(new Keys(problem).allHeld())) {
      messages.add(MillraceJson.mapper().readValue(entry.value, Incoming.class));
      store.delete(entry.key);
    }
    return messages;
  }

  private List<KeyValue<String, byte[]>> scan(String prefix) {
    List<KeyValue<String, byte[]>> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(found::add);
    }
    return found;
  }
}
