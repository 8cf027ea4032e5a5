package io.millrace.monitoring.messaging;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.concept.Detector;
import io.millrace.monitoring.judge.Notes;
import io.millrace.monitoring.observe.Arrival;
import io.millrace.monitoring.observe.Case;
import io.millrace.monitoring.observe.ClosedWindow;
import io.millrace.monitoring.observe.EstimatePool;
import io.millrace.monitoring.observe.Foretold;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Labelling;
import io.millrace.monitoring.observe.Memory;
import io.millrace.monitoring.observe.Miss;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.StepCounts;
import io.millrace.monitoring.observe.VersionProgress;
import io.millrace.monitoring.observe.WindowSketch;
import io.millrace.monitoring.traffic.TrafficMinute;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One problem's memory in the state store, as JSON; what there is of each event in fewer bytes.
 * What changes with each of several messages is written when all of them are told.
 */
final class StoredMemory extends StoredRecollection implements Memory {

  private final KeyValueStore<String, byte[]> store;
  private final Map<String, Object> known;
  private final StoredRows rows;
  private final StoredCases cases;
  private final Map<Integer, Pages<Outcome>> outcomes = new HashMap<>();
  private final Map<String, Object> unwritten = new LinkedHashMap<>();
  private @Nullable Progress progress;

  /**
   * @param before of the memory before; kept up to date
   */
  StoredMemory(KeyValueStore<String, byte[]> store, Keys keys, Handover before) {
    super(store, keys);
    this.store = store;
    this.known = before.values();
    this.rows = new StoredRows(store, keys);
    this.cases = new StoredCases(store, keys, before.places(), progress().firstCase());
  }

  /** Writes what has changed: without it this memory is lost. */
  void write() {
    Progress now = progress();
    rows.write(version -> loose(now, version));
    cases.write(now.nextCase());
    outcomes.forEach((version, pages) -> pages.write(labelled(now, version), store));
    writeChanges();
  }

  private void writeChanges() {
    unwritten.forEach(this::put);
    known.putAll(unwritten);
    unwritten.clear();
  }

  private static int loose(Progress progress, int version) {
    VersionProgress found = progress.versions().get(version);
    return found == null ? 0 : found.loose();
  }

  private static long labelled(Progress progress, int version) {
    VersionProgress found = progress.versions().get(version);
    return found == null ? 0 : found.labelled();
  }

  @Override
  Pages<Outcome> pages(int version) {
    return outcomes.computeIfAbsent(version, super::pages);
  }

  @Override
  <T> List<T> all(String prefix, Function<byte[], T> reading) {
    writeChanges();
    return super.all(prefix, reading);
  }

  @Override
  <T> Optional<T> get(String key, Class<T> type) {
    Object latest = unwritten.getOrDefault(key, known.get(key));
    return latest == null ? super.get(key, type) : Optional.of(type.cast(latest));
  }

  @Override
  public Progress progress() {
    Progress latest = progress;
    if (latest == null) {
      latest = super.progress();
      progress = latest;
    }
    return latest;
  }

  @Override
  public void keep(Progress now) {
    progress = now;
    putLast(keys.progress(), now);
  }

  @Override
  public Notes rollouts() {
    return new StoredNotes(this);
  }

  @Override
  public Optional<Incident> incident(int version, Incident.Kind kind) {
    return get(keys.incident(version, kind), Incident.class);
  }

  @Override
  public void keep(Incident incident) {
    put(keys.incident(incident.version(), incident.kind()), incident);
  }

  @Override
  public void forget(Incident incident) {
    store.delete(keys.incident(incident.version(), incident.kind()));
  }

  @Override
  public void keep(Labelling labelling) {
    putLast(keys.labelling(), labelling);
  }

  @Override
  public void keepRow(int version, int place, Prediction prediction) {
    rows.keep(version, place, prediction);
  }

  @Override
  public List<Prediction> rows(int version, int count) {
    return rows.first(version, count);
  }

  @Override
  public void keepSketch(int version, long window, WindowSketch sketch) {
    put(keys.sketch(version, window), sketch.span());
    List<StoredColumn> columns = StoredColumn.of(sketch.sample());
    for (int i = 0; i < columns.size(); i++) {
      store.put(keys.column(version, window, i), columns.get(i).write());
    }
    List<byte[]> spread = StoredSpread.write(sketch.spread());
    for (int i = 0; i < spread.size(); i++) {
      store.put(keys.spread(version, window, i), spread.get(i));
    }
  }

  @Override
  public Optional<WindowSketch> sketch(int version, long window) {
    return get(keys.sketch(version, window), DriftDetected.Window.class)
        .map(
            span ->
                new WindowSketch(
                    span,
                    StoredColumn.sample(all(keys.columns(version, window), StoredColumn::read)),
                    StoredSpread.read(all(keys.spreads(version, window), bytes -> bytes))));
  }

  @Override
  public void forgetSketch(int version, long window) {
    store.delete(keys.sketch(version, window));
    deleteAll(keys.columns(version, window));
    deleteAll(keys.spreads(version, window));
  }

  @Override
  public void hold(ClosedWindow window) {
    put(keys.heldWindow(window.version(), window.number()), window);
  }

  @Override
  public Optional<ClosedWindow> heldWindow(int version, long number) {
    return get(keys.heldWindow(version, number), ClosedWindow.class);
  }

  @Override
  public List<Prediction> heldRows(ClosedWindow window) {
    return range(
        keys.heldRow(window.version(), window.number(), 0),
        keys.heldRow(window.version(), window.number(), window.size() - 1),
        Prediction.class);
  }

  @Override
  public void forgetHeld(int version, long number) {
    store.delete(keys.heldWindow(version, number));
    forgetSketch(version, number);
    deleteAll(keys.heldRows(version, number));
  }

  @Override
  public void keepOutcome(int version, long place, Outcome outcome) {
    if (place < labelled(progress(), version)) {
      pages(version).replace(place, outcome, store);
    } else {
      pages(version).keep(place, outcome);
    }
  }

  @Override
  public void forgetOutcome(int version, long place) {
    if (place >= 0) {
      pages(version).forget(place, store);
    }
  }

  @Override
  public void keepForetold(int version, String series, Foretold foretold) {
    put(keys.foretold(version, series, foretold.due(), foretold.step()), foretold);
  }

  @Override
  public List<Foretold> foretold(int version, String series, long until) {
    return range(
        keys.foretoldAt(version, series, Long.MIN_VALUE),
        keys.foretoldAt(version, series, until + 1),
        Foretold.class);
  }

  @Override
  public void forgetForetold(int version, String series, Foretold foretold) {
    store.delete(keys.foretold(version, series, foretold.due(), foretold.step()));
  }

  @Override
  public void keepSteps(int version, StepCounts counts) {
    putLast(keys.steps(version), counts);
  }

  @Override
  public void keepMiss(int version, int step, long place, Miss miss) {
    put(keys.miss(version, step, place), miss);
  }

  @Override
  public void forgetMiss(int version, int step, long place) {
    if (place >= 0) {
      store.delete(keys.miss(version, step, place));
    }
  }

  @Override
  public void keepEstimates(int version, EstimatePool pool) {
    put(keys.estimates(version), pool);
  }

  @Override
  public Optional<EstimatePool> estimates(int version) {
    return get(keys.estimates(version), EstimatePool.class);
  }

  @Override
  public Detector detector(int version, Detector start) {
    return get(keys.detector(version, start.test()), start.getClass())
        .map(Detector.class::cast)
        .orElse(start);
  }

  @Override
  public void keepDetector(int version, Detector detector) {
    putLast(keys.detector(version, detector.test()), detector);
  }

  @Override
  public Optional<Instant> seenUntil(int version) {
    Optional<Instant> found = get(keys.seenUntil(version), Instant.class);
    found.ifPresent(time -> known.put(keys.seenUntil(version), time));
    return found;
  }

  @Override
  public void keepSeenUntil(int version, Instant time) {
    put(keys.seenUntil(version), time);
  }

  @Override
  public Optional<Double> missBound(int version) {
    return get(keys.missBound(version), Double.class);
  }

  @Override
  public void keepMissBound(int version, double bound) {
    put(keys.missBound(version), bound);
  }

  @Override
  public void forget(int version) {
    rows.forget(version);
    outcomes.remove(version);
    keys.ofVersion(version).forEach(this::deleteAll);
  }

  /** What changes with every message. */
  void putLast(String key, Object value) {
    unwritten.put(key, value);
  }

  void delete(String key) {
    unwritten.remove(key);
    known.remove(key);
    store.delete(key);
  }

  void deleteAll(String prefix) {
    unwritten.keySet().removeIf(key -> key.startsWith(prefix));
    known.keySet().removeIf(key -> key.startsWith(prefix));
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(entry -> found.add(entry.key));
    }
    found.forEach(store::delete);
  }

  @Override
  public Optional<Case> findCase(EventId event) {
    return cases.find(event);
  }

  @Override
  public void keepCase(EventId event, Case state) {
    cases.keep(event, state);
  }

  @Override
  public void keepArrival(long number, Arrival arrival) {
    cases.add(number, arrival);
  }

  @Override
  public Optional<Arrival> arrival(long number) {
    return cases.arrival(number);
  }

  @Override
  public void forgetCase(long number) {
    cases.forget(number);
  }

  @Override
  public void keep(TrafficMinute minute) {
    put(keys.traffic(minute.minute()), minute);
  }

  @Override
  public void forgetTrafficBefore(Instant time) {
    traffic(Instant.EPOCH, time).forEach(minute -> store.delete(keys.traffic(minute.minute())));
  }

  @Override
  public <T> void append(Journal<T> journal, T entry) {
    long end = journalEnd(journal);
    put(keys.journal(journal.name(), end), entry);
    put(keys.journalEnd(journal.name()), end + 1);
    if (end >= journal.bound()) {
      store.delete(keys.journal(journal.name(), end - journal.bound()));
    }
  }

  void put(String key, Object value) {
    known.remove(key);
    store.put(key, MillraceJson.mapper().writeValueAsBytes(value));
  }
}
