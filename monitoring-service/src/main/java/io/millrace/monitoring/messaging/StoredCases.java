package io.millrace.monitoring.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.event.EventId;
import io.millrace.monitoring.observe.Arrival;
import io.millrace.monitoring.observe.Case;
import io.millrace.monitoring.observe.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The events that are remembered, in pages by the order in which they came. Where each is, is known
 * without a look at the store, so that a new event costs neither a read nor an entry of its own.
 * What becomes known later of a few events of a page is kept by itself, of many in the page.
 */
final class StoredCases {

  /** From so many changes on it is less to write their page again. */
  private static final int MANY = Pages.SPAN / 8;

  private final KeyValueStore<String, byte[]> store;
  private final Keys keys;
  private final EventPlaces places;
  private final Pages<Remembered> pages;

  /** By number, of what is written, the latest states. */
  private final TreeMap<Long, byte[]> changed = new TreeMap<>();

  private long first;

  /**
   * @param places of the events that there are in the store; kept up to date
   * @param first the number from which on events are remembered
   */
  StoredCases(KeyValueStore<String, byte[]> store, Keys keys, EventPlaces places, long first) {
    this.store = store;
    this.keys = keys;
    this.places = places;
    this.pages = new Pages<>(store, Forms.events(keys));
    this.first = first;
  }

  /** Where the events are that the store has. */
  static EventPlaces places(KeyValueStore<String, byte[]> store, Keys keys) {
    EventPlaces places = new EventPlaces();
    byte[] json = store.get(keys.progress());
    if (json == null) {
      return places;
    }
    Progress progress = StoredJson.read(json, Progress.class);
    StoredCases cases = new StoredCases(store, keys, places, progress.firstCase());
    for (long number = progress.firstCase(); number < progress.nextCase(); number++) {
      long each = number;
      cases.arrival(number).ifPresent(arrival -> places.put(hash(arrival.event().value()), each));
    }
    cases.eachAlone(event -> places.alone(hash(event), cases.place(event), true));
    return places;
  }

  private void eachAlone(Consumer<String> task) {
    String prefix = keys.ofCase("");
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(entry -> task.accept(entry.key.substring(prefix.length())));
    }
  }

  private static int hash(String event) {
    return Utils.murmur2(event.getBytes(UTF_8));
  }

  /** The number of an event; -1 where it is not known. */
  private long place(String event) {
    long found = places.find(hash(event), end -> isOf(EventPlaces.from(first, end), event));
    return found < 0 ? -1 : EventPlaces.from(first, found);
  }

  private boolean isOf(long number, String event) {
    return arrival(number).filter(arrival -> arrival.event().value().equals(event)).isPresent();
  }

  Optional<Arrival> arrival(long number) {
    return pages.find(number).map(Remembered::arrival);
  }

  Optional<Case> find(EventId event) {
    long number = place(event.value());
    return number < 0
        ? Optional.empty()
        : Optional.ofNullable(state(event, number)).map(PackedCase::read);
  }

  private byte @Nullable [] state(EventId event, long number) {
    byte[] latest = changed.get(number);
    if (latest != null) {
      return latest;
    }
    if (places.isAlone(hash(event.value()), number)) {
      return store.get(keys.ofCase(event.value()));
    }
    return pages.find(number).orElseThrow().state();
  }

  /** A new event gets a number. */
  void add(long number, Arrival arrival) {
    if (pages.isUnwritten(number)) {
      pages.find(number).ifPresent(other -> leave(other, number));
    }
    pages.keep(number, new Remembered(arrival, null));
    places.put(hash(arrival.event().value()), number);
  }

  private void leave(Remembered event, long number) {
    places.remove(hash(event.arrival().event().value()), number);
  }

  void keep(EventId event, Case state) {
    long number = place(event.value());
    if (number < 0) {
      throw new IllegalStateException("event %s has no number".formatted(event));
    }
    byte[] bytes = PackedCase.write(state);
    if (pages.isUnwritten(number)) {
      pages.keep(number, new Remembered(arrival(number).orElseThrow(), bytes));
    } else {
      changed.put(number, bytes);
    }
  }

  /** Neither this event nor those before it are asked for any more. */
  void forget(long number) {
    pages
        .find(number)
        .ifPresent(
            event -> {
              String id = event.arrival().event().value();
              if (places.isAlone(hash(id), number)) {
                // As delete does, without a look at what there was.
                store.put(keys.ofCase(id), null);
              }
              leave(event, number);
            });
    changed.remove(number);
    pages.forget(number, store);
    first = number + 1;
  }

  /**
   * @param next the number from which on nothing counts
   */
  void write(long next) {
    for (long number = next; pages.isUnwritten(number); number++) {
      leave(pages.find(number).orElseThrow(), number);
    }
    while (!changed.isEmpty()) {
      long page = changed.firstKey() / Pages.SPAN;
      Map<Long, byte[]> ofPage = changed.headMap((page + 1) * Pages.SPAN);
      if (ofPage.size() >= MANY) {
        together(ofPage);
      } else {
        ofPage.forEach(this::alone);
      }
      ofPage.clear();
    }
    pages.write(next, store);
  }

  private void alone(long number, byte[] state) {
    String event = event(number);
    store.put(keys.ofCase(event), state);
    places.alone(hash(event), number, true);
  }

  private void together(Map<Long, byte[]> states) {
    List<Long> earlier = new ArrayList<>();
    Map<Long, Remembered> values = new TreeMap<>();
    states.forEach(
        (number, state) -> {
          if (pages.isWritten(number)) {
            values.put(number, new Remembered(arrival(number).orElseThrow(), state));
          } else {
            earlier.add(number);
          }
        });
    if (!values.isEmpty()) {
      pages.replace(values, store);
      values.forEach((number, value) -> joined(value.arrival().event().value(), number));
    }
    earlier.forEach(number -> alone(number, Objects.requireNonNull(states.get(number))));
  }

  private void joined(String event, long number) {
    if (places.isAlone(hash(event), number)) {
      store.put(keys.ofCase(event), null);
      places.alone(hash(event), number, false);
    }
  }

  private String event(long number) {
    return arrival(number).orElseThrow().event().value();
  }
}
