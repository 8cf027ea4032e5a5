package io.millrace.monitoring.messaging;

import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Forgets deleted problems: at once for whoever asks, and entry by entry in the store. */
final class Former {

  /** Entries removed at a time, so that no transaction takes long. */
  static final int AT_A_TIME = 5_000;

  private final KeyValueStore<String, byte[]> store;

  Former(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * Begins the problem's next generation.
   *
   * @return the past one; empty where that deletion has been heard of before
   */
  Optional<Generation> deleted(ProblemName problem, Instant at) {
    Generation past = Generation.of(problem, store);
    if (!at.isAfter(past.began())) {
      return Optional.empty();
    }
    store.put(Keys.generation(problem), MillraceJson.mapper().writeValueAsBytes(past.next(at)));
    store.put(past.keys(problem).former(), new byte[0]);
    store.delete(past.keys(problem).progress());
    store.delete(past.keys(problem).rollouts());
    return Optional.of(past);
  }

  /** When the latest problem of a name was deleted. */
  Instant began(ProblemName problem) {
    return Generation.of(problem, store).began();
  }

  /** Removes some of what is left. */
  void sweep() {
    int room = AT_A_TIME;
    for (String marker : keys(Keys.all(Keys.FORMER), Integer.MAX_VALUE)) {
      Keys past = new Keys(Keys.problemOf(marker), Keys.generationOf(marker));
      for (String prefix : past.ofGeneration()) {
        List<String> found = keys(prefix, room);
        found.forEach(store::delete);
        room -= found.size();
      }
      if (room > 0) {
        store.delete(marker);
      }
    }
  }

  private List<String> keys(String prefix, int limit) {
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      while (found.size() < limit && entries.hasNext()) {
        found.add(entries.next().key);
      }
    }
    return found;
  }
}
