package io.millrace.monitoring.messaging;

import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * A problem may be deleted and another be given its name: what was seen of the former one is not
 * the new one's.
 *
 * @param number how often a problem of this name was deleted
 * @param began when the latest was
 */
record Generation(int number, Instant began) {

  private static final Generation FIRST = new Generation(0, Instant.EPOCH);

  static Generation of(ProblemName problem, ReadOnlyKeyValueStore<String, byte[]> store) {
    byte[] json = store.get(Keys.generation(problem));
    return json == null ? FIRST : MillraceJson.mapper().readValue(json, Generation.class);
  }

  Keys keys(ProblemName problem) {
    return new Keys(problem, number);
  }

  Generation next(Instant deletedAt) {
    return new Generation(number + 1, deletedAt);
  }
}
