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
import io.millrace.monitoring.observe.Foretold;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Memory;
import io.millrace.monitoring.observe.Miss;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.StepCounts;
import io.millrace.monitoring.observe.WindowSketch;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One problem's memory in the state store, as JSON. */
final class StoredMemory extends StoredRecollection implements Memory {

  private final KeyValueStore<String, byte[]> store;

  StoredMemory(KeyValueStore<String, byte[]> store, Keys keys) {
    super(store, keys);
    this.store = store;
  }

  @Override
  public void keep(Progress progress) {
    put(keys.progress(), progress);
  }

  @Override
  public Notes rollouts() {
    return new StoredNotes(this);
  }

  @Override
  public Optional<Incident> incident(int version, DriftDetected.Kind kind) {
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
  public void keepRow(int version, int place, Prediction prediction) {
    put(keys.row(version, place), prediction.withoutForecast());
  }

  @Override
  public List<Prediction> rows(int version, int count) {
    return range(keys.row(version, 0), keys.row(version, count - 1), Prediction.class);
  }

  @Override
  public void keepSketch(int version, long window, WindowSketch sketch) {
    put(keys.sketch(version, window), sketch.span());
    List<StoredColumn> columns = StoredColumn.of(sketch.sample());
    for (int i = 0; i < columns.size(); i++) {
      put(keys.column(version, window, i), columns.get(i));
    }
  }

  @Override
  public Optional<WindowSketch> sketch(int version, long window) {
    return get(keys.sketch(version, window), DriftDetected.Window.class)
        .map(
            span ->
                new WindowSketch(
                    span,
                    StoredColumn.sample(all(keys.columns(version, window), StoredColumn.class))));
  }

  @Override
  public void forgetSketch(int version, long window) {
    store.delete(keys.sketch(version, window));
    deleteAll(keys.columns(version, window));
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
    put(keys.outcome(version, place), outcome);
  }

  @Override
  public void forgetOutcome(int version, long place) {
    if (place >= 0) {
      store.delete(keys.outcome(version, place));
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
    put(keys.steps(version), counts);
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
  public Detector detector(int version, Detector start) {
    return get(keys.detector(version, start.test()), start.getClass())
        .map(Detector.class::cast)
        .orElse(start);
  }

  @Override
  public void keepDetector(int version, Detector detector) {
    put(keys.detector(version, detector.test()), detector);
  }

  @Override
  public Optional<Instant> seenUntil(int version) {
    return get(keys.seenUntil(version), Instant.class);
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
    keys.ofVersion(version).forEach(this::deleteAll);
  }

  void delete(String key) {
    store.delete(key);
  }

  void deleteAll(String prefix) {
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(entry -> found.add(entry.key));
    }
    found.forEach(store::delete);
  }

  @Override
  public Optional<Case> findCase(EventId event) {
    return get(keys.ofCase(event.value()), Case.class);
  }

  @Override
  public void keepCase(EventId event, Case state) {
    put(keys.ofCase(event.value()), state);
  }

  @Override
  public void forgetCase(EventId event) {
    store.delete(keys.ofCase(event.value()));
  }

  @Override
  public void keepArrival(long number, Arrival arrival) {
    put(keys.arrival(number), arrival);
  }

  @Override
  public Optional<Arrival> arrival(long number) {
    return get(keys.arrival(number), Arrival.class);
  }

  @Override
  public void forgetArrival(long number) {
    store.delete(keys.arrival(number));
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
    store.put(key, MillraceJson.mapper().writeValueAsBytes(value));
  }
}
