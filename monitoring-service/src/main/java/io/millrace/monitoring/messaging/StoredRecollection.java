package io.millrace.monitoring.messaging;

import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.judge.Recall;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Labelling;
import io.millrace.monitoring.observe.Miss;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.StepCounts;
import io.millrace.monitoring.traffic.TrafficMinute;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** One problem's memory in the state store, for reading. */
class StoredRecollection implements Recollection {

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  final Keys keys;

  StoredRecollection(ReadOnlyKeyValueStore<String, byte[]> store, Keys keys) {
    this.store = store;
    this.keys = keys;
  }

  /** Of the problem that has the name now. */
  static StoredRecollection of(ProblemName problem, ReadOnlyKeyValueStore<String, byte[]> store) {
    return new StoredRecollection(store, Generation.of(problem, store).keys(problem));
  }

  @Override
  public Progress progress() {
    return get(keys.progress(), Progress.class).orElse(Progress.NONE);
  }

  @Override
  public List<Outcome> outcomes(int version, long from, long to) {
    return pages(version).range(from, to);
  }

  Pages<Outcome> pages(int version) {
    return new Pages<>(store, Forms.outcomes(keys, version));
  }

  @Override
  public Recall rollouts() {
    return new StoredRecall(this);
  }

  @Override
  public List<Incident> incidents() {
    return all(keys.incidents(), Incident.class);
  }

  @Override
  public Labelling labelling() {
    return get(keys.labelling(), Labelling.class).orElse(Labelling.NONE);
  }

  @Override
  public StepCounts steps(int version) {
    return get(keys.steps(version), StepCounts.class).orElse(StepCounts.NONE);
  }

  @Override
  public List<Miss> misses(int version, int step, long from, long to) {
    return to <= from
        ? List.of()
        : range(
            keys.miss(version, step, Math.max(0, from)),
            keys.miss(version, step, to - 1),
            Miss.class);
  }

  @Override
  public List<TrafficMinute> traffic(Instant from, Instant to) {
    return range(
        keys.traffic(from), keys.traffic(to.minus(1, ChronoUnit.MINUTES)), TrafficMinute.class);
  }

  @Override
  public <T> List<T> entries(Journal<T> journal) {
    long end = journalEnd(journal);
    return end == 0
        ? List.of()
        : range(
                keys.journal(journal.name(), Math.max(0, end - journal.bound())),
                keys.journal(journal.name(), end - 1),
                journal.type())
            .reversed();
  }

  @Override
  public <T> Optional<T> latest(Journal<T> journal, Predicate<T> wanted) {
    for (long place = journalEnd(journal) - 1; place >= 0; place--) {
      Optional<T> entry = get(keys.journal(journal.name(), place), journal.type());
      if (entry.isEmpty() || wanted.test(entry.get())) {
        return entry;
      }
    }
    return Optional.empty();
  }

  long journalEnd(Journal<?> journal) {
    return get(keys.journalEnd(journal.name()), Long.class).orElse(0L);
  }

  <T> Optional<T> get(String key, Class<T> type) {
    return Optional.ofNullable(store.get(key)).map(json -> read(json, type));
  }

  /** Both ends included. */
  <T> List<T> range(String from, String to, Class<T> type) {
    List<T> values = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
      entries.forEachRemaining(entry -> values.add(read(entry.value, type)));
    }
    return values;
  }

  /** Of all keys that start like this, in their order. */
  <T> List<T> all(String prefix, Class<T> type) {
    return all(prefix, json -> read(json, type));
  }

  <T> List<T> all(String prefix, Function<byte[], T> reading) {
    List<T> values = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(entry -> values.add(reading.apply(entry.value)));
    }
    return values;
  }

  private static <T> T read(byte[] json, Class<T> type) {
    return StoredJson.read(json, type);
  }
}
